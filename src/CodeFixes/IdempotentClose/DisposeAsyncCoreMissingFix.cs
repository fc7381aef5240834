using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Seals a type that nobody derives from, or gives it a DisposeAsyncCore.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeAsyncCoreMissingFix))]
public sealed class DisposeAsyncCoreMissingFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.DisposeAsyncCoreMissing.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not TypeDeclarationSyntax declaration
            || model?.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return ImmutableArray<Repair>.Empty;
        }

        var repairs = ImmutableArray.CreateBuilder<Repair>();
        if (await CanSealAsync(document, type, cancellationToken).ConfigureAwait(false))
            repairs.Add(new Repair("Seal", "Seal", _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(declaration, Seal(declaration))))));

        if (diagnostic.AdditionalLocations is [{ SourceTree: { } tree } place]
            && tree == root.SyntaxTree
            && root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is MethodDeclarationSyntax member
            && model.GetDeclaredSymbol(member, cancellationToken) is { } close
            && await GuardedCloseWriter.TryCreateAsync(document, type, cancellationToken).ConfigureAwait(false) is { } writer
            && writer.TryIntroduceCore(close))
        {
            repairs.Add(new Repair("Introduce DisposeAsyncCore", "IntroduceCore", _ => Task.FromResult(writer.GetChangedDocument())));
        }

        return repairs.ToImmutable();
    }

    /// <summary>A sealed type may have no members for derived ones.</summary>
    private static async Task<bool> CanSealAsync(Document document, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.IsAbstract || type.GetMembers().Any(static member => !member.IsImplicitlyDeclared && (member.IsVirtual || (IsForDerived(member.DeclaredAccessibility) && !member.IsOverride))))
            return false;

        var derived = await SymbolFinder.FindDerivedClassesAsync(type, document.Project.Solution, cancellationToken: cancellationToken).ConfigureAwait(false);
        return !derived.Any();
    }

    private static bool IsForDerived(Accessibility accessibility)
    {
        return accessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal or Accessibility.ProtectedOrInternal;
    }

    private static TypeDeclarationSyntax Seal(TypeDeclarationSyntax declaration)
    {
        var modifier = SyntaxFactory.Token(SyntaxKind.SealedKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var modifiers = declaration.Modifiers;
        var partial = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        if (modifiers.Count == 0)
        {
            return (TypeDeclarationSyntax)declaration
                .WithKeyword(declaration.Keyword.WithLeadingTrivia())
                .WithModifiers(SyntaxFactory.TokenList(modifier.WithLeadingTrivia(declaration.Keyword.LeadingTrivia)));
        }

        if (partial == 0)
            return (TypeDeclarationSyntax)declaration.WithModifiers(modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia()).Insert(0, modifier.WithLeadingTrivia(modifiers[0].LeadingTrivia)));

        return (TypeDeclarationSyntax)declaration.WithModifiers(modifiers.Insert(partial > 0 ? partial : modifiers.Count, modifier));
    }
}
