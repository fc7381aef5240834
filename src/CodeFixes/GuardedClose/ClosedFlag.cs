using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>The field that a guard claims: one that the type has, or a new one.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Taken">The value that means closed, as it is written in the claim: <c>1</c>, <c>true</c>, <c>State.Closed</c>.</param>
/// <param name="Existing">The field, when the type has it.</param>
internal sealed record ClosedFlag(string Name, ExpressionSyntax Taken, IFieldSymbol? Existing)
{
    /// <summary>The claim, true for everybody but the first caller: <c>Interlocked.Exchange(ref _disposed, 1) != 0</c>.</summary>
    public ExpressionSyntax WasTaken(ExpressionSyntax interlocked, FileStyle style)
    {
        var exchange = Exchange(interlocked, style);
        return Taken.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => exchange,
            SyntaxKind.NumericLiteralExpression => BinaryExpression(SyntaxKind.NotEqualsExpression, exchange, Number(0)),
            _ => BinaryExpression(SyntaxKind.EqualsExpression, exchange, Taken),
        };
    }

    /// <summary>The claim, true for the first caller alone: <c>Interlocked.Exchange(ref _disposed, 1) == 0</c>.</summary>
    public ExpressionSyntax WasFree(ExpressionSyntax interlocked, FileStyle style)
    {
        var exchange = Exchange(interlocked, style);
        return Taken.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, exchange),
            SyntaxKind.NumericLiteralExpression => BinaryExpression(SyntaxKind.EqualsExpression, exchange, Number(0)),
            _ => BinaryExpression(SyntaxKind.NotEqualsExpression, exchange, Taken),
        };
    }

    public static LiteralExpressionSyntax Number(int value)
    {
        return LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(value));
    }

    private InvocationExpressionSyntax Exchange(ExpressionSyntax interlocked, FileStyle style)
    {
        var field = style.Field(Name);
        return InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, interlocked, IdentifierName(nameof(Interlocked.Exchange))),
            ArgumentList(SeparatedList(new[] { Argument(field).WithRefKindKeyword(Token(SyntaxKind.RefKeyword)), Argument(Taken) })))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
