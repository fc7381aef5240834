using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The bound body of one member, and its control-flow graph when somebody asks for it.</summary>
internal sealed class MethodBody
{
    private ControlFlowGraph? _graph;
    private List<IOperation>? _operations;

    public MethodBody(ISymbol member, IOperation root)
    {
        Member = member;
        Root = root;
    }

    /// <summary>The method, accessor, field or property that the body belongs to.</summary>
    public ISymbol Member { get; }

    /// <summary>The root operation: a method, constructor or accessor body, an initializer, or top-level code.</summary>
    public IOperation Root { get; }

    /// <summary>The operations in the order of evaluation, children before their parent.</summary>
    public IReadOnlyList<IOperation> Operations => _operations ??= OperationOrder.ChildrenFirst(Root);

    /// <summary>The control-flow graph, or null for a root that Roslyn makes none for.</summary>
    public ControlFlowGraph? GetGraph(CancellationToken cancellationToken)
    {
        if (_graph is not null)
            return _graph;

        // Two threads may both build it; the graphs are equal and one wins.
        _graph = Root switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellationToken),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellationToken),
            IBlockOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellationToken),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellationToken),
            _ => null,
        };

        return _graph;
    }
}
