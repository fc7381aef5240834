using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>The code that simulations of one type run through: bodies, what a call on the instance reaches, and start values.</summary>
internal sealed class SimulatedCode
{
    private readonly Dictionary<ISymbol, SimulatedBody?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(ControlFlowGraph Graph, object Function), SimulatedBody> _functions = new();
    private readonly Dictionary<(IOperation At, int? On), int> _workNumbers = new();
    private readonly Dictionary<(int Number, EffectKind Kind), WorkItem> _work = new();
    private readonly Func<MemberWrites> _readWrites;
    private MemberWrites? _writes;

    public SimulatedCode(INamedTypeSymbol type, AnalysisScope scope, Func<MemberWrites> readWrites, int depth, CancellationToken cancellationToken)
    {
        Type = type;
        Scope = scope;
        Depth = depth;
        Values = new ValueTable(type);
        _readWrites = readWrites;
        CancellationToken = cancellationToken;
    }

    /// <summary>The type of the instance under simulation.</summary>
    public INamedTypeSymbol Type { get; }

    public AnalysisScope Scope { get; }

    public CancellationToken CancellationToken { get; }

    public ValueTable Values { get; }

    /// <summary>The methods that a simulation has entered.</summary>
    public HashSet<ISymbol> Entered { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>How many simulations of other types wait for the outcome of this one.</summary>
    public int Depth { get; }

    /// <summary>What the type's code writes to its members, and where.</summary>
    public MemberWrites Writes => _writes ??= _readWrites();

    /// <summary>What is in members before the first call, where only the close members write them.</summary>
    public Dictionary<ISymbol, AbstractValue> Starts { get; } = new(SymbolEqualityComparer.Default);

    public SimulatedBody? BodyOf(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (_bodies.TryGetValue(definition, out var known))
            return known;

        var graph = Scope.Bodies.TryGet(definition, CancellationToken)?.GetGraph(CancellationToken);
        var body = graph is null ? null : new SimulatedBody(definition.PartialImplementationPart ?? definition, graph);
        _bodies.Add(definition, body);
        return body;
    }

    public SimulatedBody BodyOf(IMethodSymbol localFunction, ControlFlowGraph graph)
    {
        return Function(graph, localFunction.OriginalDefinition, localFunction, () => graph.GetLocalFunctionControlFlowGraphInScope(localFunction, CancellationToken));
    }

    public SimulatedBody BodyOf(IFlowAnonymousFunctionOperation lambda, ControlFlowGraph graph)
    {
        return Function(graph, lambda, lambda.Symbol, () => graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, CancellationToken));
    }

    /// <summary>True when the property is more than a place: reading or writing it runs code that can be followed.</summary>
    public bool HasAccessorBody(IPropertySymbol property)
    {
        var target = Dispatch(property);
        return target.GetMethod is { } getter && BodyOf(getter) is not null
            || target.SetMethod is { } setter && BodyOf(setter) is not null;
    }

    /// <summary>The property that an access on the instance reaches.</summary>
    public IPropertySymbol Dispatch(IPropertySymbol property)
    {
        var accessor = property.GetMethod ?? property.SetMethod;
        return accessor is not null && Dispatch(accessor).AssociatedSymbol is IPropertySymbol target ? target : property;
    }

    /// <summary>The method that a call on the instance reaches: the most derived override, or the implementation.</summary>
    public IMethodSymbol Dispatch(IMethodSymbol method)
    {
        if (method.ContainingType?.TypeKind == TypeKind.Interface)
            return Type.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method;

        if (!method.IsVirtual && !method.IsOverride && !method.IsAbstract)
            return method;

        var definition = method.OriginalDefinition;
        for (var type = Type; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                if (member is IMethodSymbol candidate && IsOrOverrides(candidate, definition))
                    return candidate;
            }
        }

        return method;
    }

    /// <summary>The start value of a member of the instance; null when nothing is known of it.</summary>
    public AbstractValue? StartOf(ISymbol member)
    {
        return Starts.TryGetValue(member, out var start) ? start : null;
    }

    /// <summary>What methods that no simulation entered write to a member, constructors apart; null when they do not.</summary>
    public ValueFact? WrittenElsewhere(ISymbol member)
    {
        return Writes.ByOthers(member, Entered);
    }

    /// <summary>The number of a piece of work: the same operation on the same object has the same number in each call.</summary>
    public int NumberOf(WorkItem item)
    {
        if (!_workNumbers.TryGetValue((item.At, item.On), out var number))
            _workNumbers.Add((item.At, item.On), number = _workNumbers.Count);

        _work[(number, item.Effect.Kind)] = item;
        return number;
    }

    public WorkItem WorkOf(int number, EffectKind kind)
    {
        return _work[(number, kind)];
    }

    /// <summary>The property of the documentation id, which the type of the method has.</summary>
    public static IPropertySymbol? ExactProperty(IMethodSymbol method, string id)
    {
        var name = id.Substring(id.LastIndexOf('.') + 1);
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IPropertySymbol property)
                    return property.OriginalDefinition;
            }
        }

        return null;
    }

    /// <summary>True for a member whose code cannot be read, so that anything may change it.</summary>
    public static bool IsForeign(ISymbol member)
    {
        return member.IsAbstract || member.DeclaringSyntaxReferences.IsEmpty;
    }

    private static bool IsOrOverrides(IMethodSymbol candidate, IMethodSymbol definition)
    {
        for (var current = candidate; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, definition))
                return true;
        }

        return false;
    }

    private SimulatedBody Function(ControlFlowGraph graph, object key, IMethodSymbol symbol, Func<ControlFlowGraph> create)
    {
        if (!_functions.TryGetValue((graph, key), out var body))
            _functions.Add((graph, key), body = new SimulatedBody(symbol, create()));

        return body;
    }
}
