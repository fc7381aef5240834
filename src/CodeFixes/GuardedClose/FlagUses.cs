using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Every use of a closed flag, a field or a property, in its type's document. Syntax, because the uses are going to be
/// rewritten: what matters is how the flag is written there, and the semantic model is asked only which names mean it.
/// </summary>
internal sealed class FlagUses
{
    private readonly SemanticModel _model;
    private readonly KnownTypes _types;

    private FlagUses(ISymbol flag, SemanticModel model, KnownTypes types, List<ExpressionSyntax> references, List<ExpressionSyntax> aliases, bool areAllHere)
    {
        Flag = flag;
        _model = model;
        _types = types;
        References = references;
        Aliases = aliases;
        AreAllHere = areAllHere;
    }

    public ISymbol Flag { get; }

    /// <summary>The accesses, each with the <c>this.</c> or other receiver it is written with.</summary>
    public List<ExpressionSyntax> References { get; }

    /// <summary>The reads of a property that only shows the flag: <c>bool IsDisposed =&gt; _disposed</c>.</summary>
    public List<ExpressionSyntax> Aliases { get; }

    /// <summary>False when another document may use the flag too.</summary>
    public bool AreAllHere { get; }

    public static FlagUses Collect(ISymbol flag, SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        var references = new List<ExpressionSyntax>();
        var aliases = new List<ExpressionSyntax>();
        var areAllHere = flag.DeclaredAccessibility == Accessibility.Private;
        var shown = PropertiesThatShow(flag, model, cancellationToken);
        foreach (var part in flag.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var name in part.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                var text = name.Identifier.ValueText;
                var isHere = part.SyntaxTree == model.SyntaxTree;
                if (text == flag.Name && !isHere)
                    areAllHere = false;

                if (!isHere || text != flag.Name && !shown.Any(property => property.Name == text))
                    continue;

                var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition;
                if (SymbolEqualityComparer.Default.Equals(symbol, flag.OriginalDefinition))
                    references.Add(Access(name));
                else if (shown.Contains(symbol, SymbolEqualityComparer.Default))
                    aliases.Add(Access(name));
            }
        }

        return new FlagUses(flag, model, types, references, aliases, areAllHere);
    }

    /// <summary>True for a part of a tuple that is assigned to.</summary>
    public static bool IsDeconstructed(ExpressionSyntax reference)
    {
        SyntaxNode node = reference;
        while (node.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax tuple })
            node = tuple;

        return node != reference && node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == node;
    }

    /// <summary>True when the access sets the flag to what means closed: any constant but false, zero and null.</summary>
    public bool Takes(ExpressionSyntax reference)
    {
        return WrittenValue(reference) is { } value && IsTaken(value);
    }

    /// <summary>True when the access only sets the flag back, or only reads it.</summary>
    public bool ReadsOrResets(ExpressionSyntax reference)
    {
        if (WrittenValue(reference) is { } value)
            return _model.GetConstantValue(value).HasValue && !IsTaken(value);

        if (IsDeconstructed(reference))
            return false;

        return reference.Parent is not (AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.LogicalNotExpression })
            && (reference.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument || IsVolatileRead(argument))
            || reference.Parent is AssignmentExpressionSyntax assignment && assignment.Right == reference;
    }

    /// <summary>The value that an access writes by assignment, <c>Interlocked</c> or <c>Volatile.Write</c>; null for a read.</summary>
    public ExpressionSyntax? WrittenValue(ExpressionSyntax reference)
    {
        return reference.Parent switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Left == reference => assignment.Right,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword, Parent: ArgumentListSyntax { Arguments: [var first, var second, ..], Parent: InvocationExpressionSyntax call } } argument
                when argument == first && IsFramework(call) => second.Expression,
            _ => null,
        };
    }

    /// <summary>True when the flag starts out as not taken.</summary>
    public bool StartsFree(CancellationToken cancellationToken)
    {
        foreach (var reference in Flag.DeclaringSyntaxReferences)
        {
            var initial = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (initial is not null && (initial.SyntaxTree != _model.SyntaxTree || !_model.GetConstantValue(initial, cancellationToken).HasValue || IsTaken(initial)))
                return false;
        }

        return true;
    }

    public bool IsVolatile(ArgumentSyntax argument)
    {
        return argument.Parent?.Parent is InvocationExpressionSyntax call
            && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(call).Symbol?.ContainingType, _types.Volatile);
    }

    private bool IsVolatileRead(ArgumentSyntax argument)
    {
        return IsVolatile(argument) && argument.Parent is ArgumentListSyntax { Arguments.Count: 1 };
    }

    private bool IsFramework(InvocationExpressionSyntax call)
    {
        var type = _model.GetSymbolInfo(call).Symbol?.ContainingType;
        return SymbolEqualityComparer.Default.Equals(type, _types.Interlocked) || SymbolEqualityComparer.Default.Equals(type, _types.Volatile);
    }

    private bool IsTaken(ExpressionSyntax value)
    {
        var constant = _model.GetConstantValue(value);
        return constant.HasValue && constant.Value is not (null or false or 0 or 0L);
    }

    private static List<IPropertySymbol> PropertiesThatShow(ISymbol flag, SemanticModel model, CancellationToken cancellationToken)
    {
        var shown = new List<IPropertySymbol>();
        foreach (var member in flag.ContainingType.GetMembers())
        {
            if (member is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean, DeclaringSyntaxReferences: [var reference] } property
                && reference.SyntaxTree == model.SyntaxTree
                && reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { ExpressionBody.Expression: var value }
                && IsPositive(value, flag, model, cancellationToken))
            {
                shown.Add(property);
            }
        }

        return shown;
    }

    /// <summary>True for <c>_d</c>, <c>_d != 0</c>, <c>_d == 1</c> and <c>Volatile.Read</c> in place of <c>_d</c>.</summary>
    private static bool IsPositive(ExpressionSyntax value, ISymbol flag, SemanticModel model, CancellationToken cancellationToken)
    {
        if (value is BinaryExpressionSyntax comparison)
        {
            var zero = model.GetConstantValue(comparison.Right, cancellationToken).Value is 0 or false;
            if (!comparison.IsKind(zero ? SyntaxKind.NotEqualsExpression : SyntaxKind.EqualsExpression))
                return false;

            value = comparison.Left;
        }

        if (value is InvocationExpressionSyntax { ArgumentList.Arguments: [{ RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword, Expression: var argument }] })
            value = argument;

        return SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(value, cancellationToken).Symbol, flag);
    }

    private static ExpressionSyntax Access(IdentifierNameSyntax name)
    {
        return name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
    }
}
