using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Every use of a closed flag in its type's document. Syntax, because the uses are going to be rewritten: what matters
/// is how the flag is written there, and the semantic model is asked only which names mean it.
/// </summary>
internal sealed class FlagUses
{
    private readonly SemanticModel _model;
    private readonly INamedTypeSymbol? _volatile;

    private FlagUses(IFieldSymbol field, SemanticModel model, INamedTypeSymbol? volatileType, List<ExpressionSyntax> references, bool areAllHere)
    {
        Field = field;
        _model = model;
        _volatile = volatileType;
        References = references;
        AreAllHere = areAllHere;
    }

    public IFieldSymbol Field { get; }

    /// <summary>The accesses, each with the <c>this.</c> or other receiver it is written with.</summary>
    public List<ExpressionSyntax> References { get; }

    /// <summary>False when another document may use the flag too.</summary>
    public bool AreAllHere { get; }

    public static FlagUses Collect(IFieldSymbol field, SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        var references = new List<ExpressionSyntax>();
        var areAllHere = field.DeclaredAccessibility == Accessibility.Private;
        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
        {
            var syntax = part.GetSyntax(cancellationToken);
            foreach (var name in syntax.DescendantNodes(descendIntoTrivia: false).OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText != field.Name)
                    continue;

                if (part.SyntaxTree != model.SyntaxTree)
                    areAllHere = false;
                else if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, field.OriginalDefinition))
                    references.Add(Access(name));
            }
        }

        return new FlagUses(field, model, types.Volatile, references, areAllHere);
    }

    /// <summary>
    /// Turns a bool flag into a number, so that it can be claimed atomically before .NET 9; false, and no edit, when one
    /// of its uses cannot follow. References in <paramref name="handled"/> are rewritten by somebody else.
    /// </summary>
    public bool TryConvertToNumber(TypeEdit edit, ICollection<SyntaxNode> handled)
    {
        if (!AreAllHere || Declaration() is not { Declaration.Variables.Count: 1 } declaration)
            return false;

        var changes = new List<(SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)>
        {
            (declaration.Declaration.Type, type => PredefinedType(Token(SyntaxKind.IntKeyword)).WithTriviaFrom(type)),
        };
        if (declaration.Declaration.Variables[0].Initializer?.Value is { } initial)
            changes.Add((initial, Number));

        foreach (var reference in References)
        {
            if (handled.Contains(reference))
                continue;

            if (TryConvert(reference) is not { } change)
                return false;

            if (change.Node is not null)
                changes.Add((change.Node, change.Change));
        }

        foreach (var (node, change) in changes)
            edit.Replace(node, change);

        return true;
    }

    public FieldDeclarationSyntax? Declaration()
    {
        foreach (var reference in Field.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == _model.SyntaxTree && reference.GetSyntax().Parent?.Parent is FieldDeclarationSyntax declaration)
                return declaration;
        }

        return null;
    }

    private (SyntaxNode? Node, Func<SyntaxNode, SyntaxNode> Change)? TryConvert(ExpressionSyntax reference)
    {
        switch (reference.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == reference:
                return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Parent is ExpressionStatementSyntax
                    ? (assignment.Right, Number)
                    : null;

            case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument:
                return TryConvertVolatile(argument);

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
    private (SyntaxNode? Node, Func<SyntaxNode, SyntaxNode> Change)? TryConvertVolatile(ArgumentSyntax argument)
    {
        if (argument.Parent is not ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list
            || _model.GetSymbolInfo(call).Symbol is not IMethodSymbol callee
            || !SymbolEqualityComparer.Default.Equals(callee.ContainingType, _volatile))
        {
            return null;
        }

        if (callee.Name == nameof(Volatile.Write) && list.Arguments.Count == 2)
            return (list.Arguments[1].Expression, Number);

        if (callee.Name != nameof(Volatile.Read))
            return null;

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
            || place.Parent is AssignmentExpressionSyntax
            || place.Parent is ConditionalExpressionSyntax conditional && conditional.Condition == place;

        return (standsAlone ? comparison : ParenthesizedExpression(comparison)).WithTriviaFrom(place);
    }

    private static ExpressionSyntax Access(IdentifierNameSyntax name)
    {
        return name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
    }
}
