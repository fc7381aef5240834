using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.BaseCalls;

/// <summary>Which operations of a type lead to a close member of its base: the call itself, and what calls it.</summary>
internal sealed class BaseReach
{
    private readonly CloseModel _model;
    private readonly IOperation _body;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, bool> _methods = new(SymbolEqualityComparer.Default);
    private HashSet<SyntaxNode>? _decisions;

    /// <param name="model">The type.</param>
    /// <param name="body">The body of the override in question.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public BaseReach(CloseModel model, IOperation body, CancellationToken cancellationToken)
    {
        _model = model;
        _body = body;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for an operation that calls the base, there or in what it calls or hands on.</summary>
    public bool Calls(IOperation operation)
    {
        return operation switch
        {
            IInvocationOperation call => IsBaseClose(call.Instance, call.TargetMethod) || IsInherited(call) || CallsOwn(call),
            IMethodReferenceOperation reference => IsBaseClose(reference.Instance, reference.Method),
            IAnonymousFunctionOperation or Microsoft.CodeAnalysis.FlowAnalysis.IFlowAnonymousFunctionOperation => operation.Syntax.DescendantNodes().Any(static node => node.IsKind(SyntaxKind.BaseExpression)),
            _ => false,
        };
    }

    /// <summary>True for the condition of an <c>if</c> that decides about nothing but the call of the base.</summary>
    public bool IsDecision(SyntaxNode condition)
    {
        if (_decisions is null)
        {
            _decisions = [];
            foreach (var operation in OperationOrder.ChildrenFirst(_body))
            {
                if (operation is IConditionalOperation { WhenFalse: null } decision && IsOnlyBaseCall(decision.WhenTrue))
                    _decisions.UnionWith(decision.Condition.Syntax.DescendantNodesAndSelf());
            }
        }

        return _decisions.Contains(condition);
    }

    private bool IsOnlyBaseCall(IOperation branch)
    {
        while (branch is IBlockOperation { Operations: [var only] })
            branch = only;

        if (branch is IExpressionStatementOperation statement)
            branch = statement.Operation;

        if (branch is IAwaitOperation { Operation: var awaited })
            branch = awaited is IInvocationOperation { Instance: IInvocationOperation task, TargetMethod.Name: "ConfigureAwait" } ? task : awaited;

        return branch is IInvocationOperation call && IsBaseClose(call.Instance, call.TargetMethod);
    }

    private bool IsBaseClose(IOperation? instance, IMethodSymbol method)
    {
        return instance is IInstanceReferenceOperation && instance.Syntax.IsKind(SyntaxKind.BaseExpression) && CloseMembers.IsEntry(method, _model.Scope.Types);
    }

    /// <summary><c>Dispose()</c> of the base, called on this object, runs what the base does.</summary>
    private bool IsInherited(IInvocationOperation call)
    {
        return call.Instance is IInstanceReferenceOperation
            && !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, _model.Type)
            && CloseMembers.IsEntry(call.TargetMethod, _model.Scope.Types);
    }

    private bool CallsOwn(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        var isOwn = method.MethodKind == MethodKind.LocalFunction
            || (call.Instance is IInstanceReferenceOperation && SymbolEqualityComparer.Default.Equals(method.ContainingType, _model.Type.OriginalDefinition));
        return isOwn && Reaches(method);
    }

    private bool Reaches(IMethodSymbol method)
    {
        if (_methods.TryGetValue(method, out var known))
            return known;

        // A method that calls itself reaches the base by another call or not at all.
        _methods.Add(method, false);
        return _methods[method] = method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(_cancellationToken).DescendantNodes().Any(static node => node is BaseExpressionSyntax))
            || (method.MethodKind != MethodKind.LocalFunction && _model.Scope.Bodies.TryGet(method, _cancellationToken) is { } body && body.Operations.Any(Calls));
    }
}
