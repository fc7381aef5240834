using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Turns a bool flag into a number, with all its uses, so that <c>Interlocked</c> can claim it on targets before .NET 9.
/// </summary>
internal static class FlagConversion
{
    /// <summary>
    /// Plans the conversion; false, and no edit, when one of the uses cannot follow. References in
    /// <paramref name="handled"/> are rewritten by somebody else.
    /// </summary>
    public static bool TryPlan(FlagUses uses, TypeEdit edit, ICollection<SyntaxNode> handled)
    {
        if (!uses.AreAllHere || Declaration(uses.Flag, edit.Type.SyntaxTree) is not { Declaration.Variables.Count: 1 } declaration)
            return false;

        var changes = new List<(SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)>
        {
            (declaration.Declaration.Type, type => PredefinedType(Token(SyntaxKind.IntKeyword)).WithTriviaFrom(type)),
        };
        if (declaration.Declaration.Variables[0].Initializer?.Value is { } initial)
            changes.Add((initial, Number));

        foreach (var reference in uses.References)
        {
            if (handled.Contains(reference))
                continue;

            if (TryConvert(reference, uses) is not { } change)
                return false;

            if (change.Node is not null)
                changes.Add((change.Node, change.Change));
        }

        foreach (var (node, change) in changes)
            edit.Replace(node, change);

        return true;
    }

    private static FieldDeclarationSyntax? Declaration(ISymbol field, SyntaxTree tree)
    {
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == tree && reference.GetSyntax().Parent?.Parent is FieldDeclarationSyntax declaration)
                return declaration;
        }

        return null;
    }

    private static (SyntaxNode? Node, Func<SyntaxNode, SyntaxNode> Change)? TryConvert(ExpressionSyntax reference, FlagUses uses)
    {
        if (FlagUses.IsDeconstructed(reference))
            return null;

        switch (reference.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == reference:
                return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Parent is ExpressionStatementSyntax
                    ? (assignment.Right, Number)
                    : null;

            case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument:
                return TryConvertVolatile(argument, uses);

            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }:
                return (null, node => node);

            case NameColonSyntax or ExpressionColonSyntax or PostfixUnaryExpressionSyntax or RefExpressionSyntax:
                return null;

            case PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression):
                return (negation, node => Compare(SyntaxKind.EqualsExpression, ((PrefixUnaryExpressionSyntax)node).Operand, negation));

            default:
                return (reference, node => Compare(SyntaxKind.NotEqualsExpression, (ExpressionSyntax)node, reference));
        }
    }

    /// <summary><c>Volatile.Read(ref _disposed)</c> and <c>Volatile.Write(ref _disposed, true)</c> exist for numbers too.</summary>
    private static (SyntaxNode? Node, Func<SyntaxNode, SyntaxNode> Change)? TryConvertVolatile(ArgumentSyntax argument, FlagUses uses)
    {
        if (!uses.IsVolatile(argument) || argument.Parent is not ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list)
            return null;

        if (list.Arguments.Count == 2)
            return (list.Arguments[1].Expression, Number);

        return call.Parent is PrefixUnaryExpressionSyntax negation && negation.IsKind(SyntaxKind.LogicalNotExpression)
            ? (negation, node => Compare(SyntaxKind.EqualsExpression, ((PrefixUnaryExpressionSyntax)node).Operand, negation))
            : (call, node => Compare(SyntaxKind.NotEqualsExpression, (ExpressionSyntax)node, call));
    }

    private static SyntaxNode Number(SyntaxNode value)
    {
        ExpressionSyntax number = value.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => ClosedFlag.Number(1),
            SyntaxKind.FalseLiteralExpression or SyntaxKind.DefaultLiteralExpression => ClosedFlag.Number(0),
            _ => ConditionalExpression(Operand((ExpressionSyntax)value.WithoutTrivia()), ClosedFlag.Number(1), ClosedFlag.Number(0)).NormalizeWhitespace(),
        };

        return number.WithTriviaFrom(value);
    }

    private static ExpressionSyntax Operand(ExpressionSyntax expression)
    {
        return expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax
            ? expression
            : ParenthesizedExpression(expression);
    }

    private static ExpressionSyntax Compare(SyntaxKind kind, ExpressionSyntax access, SyntaxNode place)
    {
        ExpressionSyntax comparison = BinaryExpression(kind, access.WithoutTrivia(), ClosedFlag.Number(0)).NormalizeWhitespace();
        var standsAlone = place.Parent is StatementSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax
            or ParenthesizedExpressionSyntax or LambdaExpressionSyntax
            || place.Parent.IsKind(SyntaxKind.LogicalAndExpression)
            || place.Parent.IsKind(SyntaxKind.LogicalOrExpression)
            || place.Parent is AssignmentExpressionSyntax or ConditionalExpressionSyntax;

        return (standsAlone ? comparison : ParenthesizedExpression(comparison)).WithTriviaFrom(place);
    }
}
