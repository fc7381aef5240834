using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>A flag that one member alone claims, while the members are to share another: its test is where the shared one is claimed, and it goes.</summary>
/// <param name="Guard">What the member does with it.</param>
/// <param name="Declaration">Its declaration, which nobody needs any more.</param>
internal sealed record SpareFlag(MemberGuard Guard, SyntaxNode Declaration)
{
    /// <summary>Reads a member for such a flag; null when there is none, or when anybody else uses it.</summary>
    public static SpareFlag? Find(GuardedCloseWriter writer, SemanticModel model, MethodDeclarationSyntax member, ISymbol shared, CancellationToken cancellationToken)
    {
        foreach (var candidate in writer.Type.GetMembers())
        {
            if (candidate is not IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } || SymbolEqualityComparer.Default.Equals(candidate, shared))
                continue;

            if (DeclarationOf(candidate, member.SyntaxTree, cancellationToken) is not { } declaration)
                continue;

            var uses = FlagUses.Collect(candidate, model, writer.Features.Types, cancellationToken);
            if (uses is { AreAllHere: true, References.Count: > 0, Aliases.Count: 0 }
                && uses.StartsFree(cancellationToken)
                && MemberGuard.TryRead(member, uses) is { Test: not null } guard
                && uses.References.All(guard.Handled.Contains)
                && uses.References.Exists(uses.Takes))
            {
                return new SpareFlag(guard, declaration);
            }
        }

        return null;
    }

    private static SyntaxNode? DeclarationOf(ISymbol field, SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (field.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != tree)
            return null;

        var variable = reference.GetSyntax(cancellationToken);
        return variable.Parent is VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax { AttributeLists.Count: 0 } declaration } ? declaration : null;
    }
}
