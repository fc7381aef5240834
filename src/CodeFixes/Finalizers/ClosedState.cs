using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>The field or property by which a type knows that it was closed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNumber">True when zero means open; else false does.</param>
internal sealed record ClosedState(string Name, bool IsNumber)
{
    /// <summary>The one that the close members set, in the type and the file at hand; null when they set none.</summary>
    public static ClosedState? Find(GuardedCloseWriter writer, CancellationToken cancellationToken)
    {
        var model = writer.Edit.Type.SyntaxTree;
        foreach (var close in new[] { writer.Members.DisposeAsync, writer.Members.Dispose })
        {
            if (close is null)
                continue;

            foreach (var function in writer.Members.ReachableFrom(close, cancellationToken).Prepend(close))
            {
                foreach (var reference in function.DeclaringSyntaxReferences)
                {
                    if (reference.SyntaxTree == model && FindIn(reference.GetSyntax(cancellationToken), writer.Type) is { } state)
                        return state;
                }
            }
        }

        return null;
    }

    /// <summary>The condition that it was not closed.</summary>
    public ExpressionSyntax IsOpen(FileStyle style)
    {
        var state = style.Field(Name);
        return IsNumber
            ? BinaryExpression(SyntaxKind.EqualsExpression, state, ClosedFlag.Number(0))
            : PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, state);
    }

    private static ClosedState? FindIn(SyntaxNode function, INamedTypeSymbol type)
    {
        foreach (var node in function.DescendantNodes())
        {
            var target = node switch
            {
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when IsTaken(assignment.Right) => assignment.Left,
                InvocationExpressionSyntax { ArgumentList.Arguments: [{ RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } state, { Expression: var value }, ..] } when IsTaken(value) => state.Expression,
                _ => null,
            };
            var name = target switch
            {
                IdentifierNameSyntax plain => plain.Identifier.ValueText,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var qualified } => qualified.Identifier.ValueText,
                _ => null,
            };
            if (name is not null && Read(type, name) is { } found)
                return found;
        }

        return null;
    }

    private static ClosedState? Read(INamedTypeSymbol type, string name)
    {
        var stored = type.GetMembers(name).FirstOrDefault() switch
        {
            IFieldSymbol { IsStatic: false } field => field.Type.SpecialType,
            IPropertySymbol { IsStatic: false, GetMethod: not null } property => property.Type.SpecialType,
            _ => SpecialType.None,
        };

        return stored switch
        {
            SpecialType.System_Boolean => new ClosedState(name, IsNumber: false),
            SpecialType.System_Int32 or SpecialType.System_Int64 => new ClosedState(name, IsNumber: true),
            _ => null,
        };
    }

    private static bool IsTaken(ExpressionSyntax value)
    {
        return value.IsKind(SyntaxKind.TrueLiteralExpression) || value is LiteralExpressionSyntax { Token.Value: 1 };
    }
}
