using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Parts a member into the test of a closed state at its head and the work behind it. The head is statements that only
/// leave or throw, or set the state that was tested; a test in a loop, or in the middle of the work, is no head.
/// </summary>
internal sealed class GuardedHead
{
    private readonly SemanticModel _model;
    private readonly TextSpan _test;
    private readonly ISymbol? _state;
    private readonly CancellationToken _cancellationToken;

    private GuardedHead(SemanticModel model, TextSpan test, CancellationToken cancellationToken)
    {
        _model = model;
        _test = test;
        _cancellationToken = cancellationToken;
        _state = StateAt(test);
    }

    /// <summary>How many statements of the member's body are its head; 0 when its work cannot be parted from the test.</summary>
    /// <param name="model">The model of the document.</param>
    /// <param name="body">The body of the member.</param>
    /// <param name="test">Where the state is tested: in the body, or in a member of the type that the body calls.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static int Length(SemanticModel model, BlockSyntax body, TextSpan test, CancellationToken cancellationToken)
    {
        var head = new GuardedHead(model, test, cancellationToken);
        var length = 0;
        while (length < body.Statements.Count && head.IsGuard(body.Statements[length]))
            length++;

        var isTested = body.Statements.Take(length).Any(head.IsAboutState);
        var isTestedAgain = body.Statements.Skip(length).Any(head.IsAboutState);
        return isTested && !isTestedAgain && length < body.Statements.Count ? length : 0;
    }

    private bool IsGuard(StatementSyntax statement)
    {
        switch (statement)
        {
            case IfStatementSyntax { Else: null } check:
                return IsAboutState(check.Condition) && !AsksMore(check.Condition) && Leaves(check.Statement);

            case LockStatementSyntax { Statement: BlockSyntax block }:
                return block.Statements.Count > 0 && block.Statements.All(IsGuard);

            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: LiteralExpressionSyntax or MemberAccessExpressionSyntax } claim }:
                return IsAboutState(claim.Left);

            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                return IsAboutState(call) && _model.GetSymbolInfo(call, _cancellationToken).Symbol is IMethodSymbol { ReturnsVoid: true };

            default:
                return false;
        }
    }

    /// <summary>True for code that names the state, or a member in which it is tested.</summary>
    private bool IsAboutState(SyntaxNode node)
    {
        foreach (var name in node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (_model.GetSymbolInfo(name, _cancellationToken).Symbol?.OriginalDefinition is not { } symbol)
                continue;

            if (SymbolEqualityComparer.Default.Equals(symbol, _state) || (symbol is IMethodSymbol or IPropertySymbol && HoldsTest(symbol)))
                return true;
        }

        return false;
    }

    private bool HoldsTest(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == _model.SyntaxTree && reference.Span.Contains(_test))
                return true;
        }

        return false;
    }

    private ISymbol? StateAt(TextSpan test)
    {
        var node = _model.SyntaxTree.GetRoot(_cancellationToken).FindNode(test, getInnermostNodeForTie: true);
        foreach (var name in node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            // Interlocked.Exchange(ref _closed, 1): of the names the first that is a place.
            if (_model.GetSymbolInfo(name, _cancellationToken).Symbol is IFieldSymbol or IPropertySymbol)
                return _model.GetSymbolInfo(name, _cancellationToken).Symbol!.OriginalDefinition;
        }

        return null;
    }

    private static bool Leaves(StatementSyntax statement)
    {
        if (statement is BlockSyntax { Statements: [var only] })
            statement = only;

        return statement is ThrowStatementSyntax or ReturnStatementSyntax;
    }

    /// <summary>True for a condition that is about something else too: the core would lack that test.</summary>
    private static bool AsksMore(ExpressionSyntax condition)
    {
        return condition.DescendantNodesAndSelf().Any(static node =>
            node is VariableDesignationSyntax or AwaitExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression });
    }
}
