using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// The names of what the compilation closes anywhere: <c>x.Client.Dispose()</c>, <c>using (owner.Client)</c>. A member that
/// others can reach may be closed by a derived type, a type around it, or whoever holds the object. Their bodies are not
/// the type's, and to bind all bodies for one member would cost more than the answer is worth, so this reads syntax; two
/// members of one name can only end in silence. Made when the first such member is about to be reported.
/// </summary>
internal sealed class ClosedMemberNames
{
    private readonly SourceWords _words;
    private HashSet<string>? _names;

    public ClosedMemberNames(SourceWords words)
    {
        _words = words;
    }

    public bool Contains(string name, CancellationToken cancellationToken)
    {
        // Two threads may both build it; the results are equal and one wins.
        return (_names ??= Collect(cancellationToken)).Contains(name);
    }

    /// <summary>True when the code of a declaration closes something of that name.</summary>
    public static bool IsClosedIn(SyntaxNode declaration, string name)
    {
        return ClosedIn(declaration).Contains(name);
    }

    private HashSet<string> Collect(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in _words.Closing(cancellationToken))
            names.UnionWith(ClosedIn(tree.GetRoot(cancellationToken)));

        return names;
    }

    private static HashSet<string> ClosedIn(SyntaxNode root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        List<(string Variable, string Member)>? aliases = null;
        foreach (var node in root.DescendantNodes())
        {
            if (ClosedBy(node) is { } name)
                names.Add(name);
            else if (node is ForEachStatementSyntax loop && ClosesElements(loop))
                names.UnionWith(loop.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(static part => part.Identifier.ValueText));

            if (AliasIn(node) is { } alias)
                (aliases ??= []).Add(alias);
        }

        // Who closes the variable closes what it was read from.
        foreach (var (variable, member) in aliases ?? [])
        {
            if (names.Contains(variable))
                names.Add(member);
        }

        return names;
    }

    /// <summary><c>if (Inner is { } inner)</c>, <c>var inner = Inner;</c></summary>
    private static (string Variable, string Member)? AliasIn(SyntaxNode node)
    {
        var (variable, value) = node switch
        {
            IsPatternExpressionSyntax { Pattern: DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax declared } } test => (declared.Identifier, test.Expression),
            IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax { Designation: SingleVariableDesignationSyntax declared } } test => (declared.Identifier, test.Expression),
            VariableDeclaratorSyntax { Initializer.Value: { } read } declarator => (declarator.Identifier, read),
            _ => (default, null),
        };
        return value is not InvocationExpressionSyntax && NameOf(value) is { } member ? (variable.ValueText, member) : null;
    }

    /// <summary><c>foreach (var c in pool.All) c.Dispose();</c></summary>
    private static bool ClosesElements(ForEachStatementSyntax loop)
    {
        return loop.Statement.DescendantNodesAndSelf().Any(node => ClosedBy(node) == loop.Identifier.ValueText);
    }

    private static string? ClosedBy(SyntaxNode node)
    {
        return NameOf(node switch
        {
            MemberAccessExpressionSyntax access when IsClose(access.Name) => access.Expression,
            ConditionalAccessExpressionSyntax access when IsClose(FirstName(access.WhenNotNull)) => access.Expression,
            UsingStatementSyntax { Expression: { } expression } => expression,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: UsingStatementSyntax } } value => value.Value,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } } value => value.Value,
            _ => null,
        });
    }

    private static bool IsClose(SimpleNameSyntax? name)
    {
        return name?.Identifier.ValueText is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";
    }

    private static SimpleNameSyntax? FirstName(ExpressionSyntax whenNotNull)
    {
        return whenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } ? binding.Name : null;
    }

    private static string? NameOf(ExpressionSyntax? expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                    expression = suppressed.Operand;
                    continue;
                case CastExpressionSyntax cast:
                    expression = cast.Expression;
                    continue;
                case InvocationExpressionSyntax call:
                    expression = call.Expression;
                    continue;
                case MemberAccessExpressionSyntax access:
                    return access.Name.Identifier.ValueText;
                case MemberBindingExpressionSyntax binding:
                    return binding.Name.Identifier.ValueText;
                case SimpleNameSyntax name:
                    return name.Identifier.ValueText;
                default:
                    return null;
            }
        }
    }
}
