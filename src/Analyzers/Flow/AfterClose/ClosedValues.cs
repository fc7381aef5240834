using Lifecycle.Analyzers.Flow.Overwriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>The locals, parameters and members of this object whose value a graph closes, with the places where it does.</summary>
internal sealed class ClosedValues
{
    /// <summary>A value, and a close by hand, is one bit of a mask. What a body closes beyond that is not followed.</summary>
    private const int Maximum = 64;

    private readonly CapturedValues _captured;
    private readonly ISymbol? _function;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ISymbol> _values = [];
    private readonly List<SyntaxNode> _byHand = [];
    private readonly Dictionary<ISymbol, ISymbol> _names = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, (ulong Value, ulong ByHand)> _closes = [];
    private readonly Dictionary<ISymbol, int> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _lost = new(SymbolEqualityComparer.Default);

    public ClosedValues(ControlFlowGraph graph, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _captured = new CapturedValues(graph);
        _scope = scope;
        _cancellationToken = cancellationToken;
        Root = graph.OriginalOperation;
        _function = graph.OriginalOperation switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IFlowAnonymousFunctionOperation lambda => lambda.Symbol,
            ILocalFunctionOperation local => local.Symbol,
            _ => null,
        };
        ReadAssignments(graph);
        ReadFunctions(graph);
        foreach (var operation in NestedFunctions.OperationsOf(graph))
        {
            if (operation is IInvocationOperation call && FinalCloses.Is(call, scope.Types))
                Add(call);
        }
    }

    /// <summary>The function as it is written.</summary>
    public IOperation Root { get; }

    public bool IsEmpty => _closes.Count == 0;

    /// <summary>The values that another caller may replace while this code waits.</summary>
    public ulong Members { get; private set; }

    /// <summary>The bits of the calls that close a value by hand.</summary>
    public ulong ByHandOf(ulong value)
    {
        var mask = 0UL;
        foreach (var close in _closes.Values)
        {
            if ((close.Value & value) != 0)
                mask |= close.ByHand;
        }

        return mask;
    }

    public SyntaxNode CloseByHand(int index)
    {
        return _byHand[index];
    }

    public IEnumerable<ISymbol> MembersOf(ulong mask)
    {
        for (var index = 0; index < _values.Count; index++)
        {
            if ((Members & mask & (1UL << index)) != 0)
                yield return _values[index];
        }
    }

    /// <summary>The whole of <c>x?.Dispose()</c>, of which the call is the end.</summary>
    public static SyntaxNode PlaceOf(SyntaxNode call)
    {
        var start = call;
        while (start is InvocationExpressionSyntax or MemberAccessExpressionSyntax)
            start = start is InvocationExpressionSyntax invocation ? invocation.Expression : ((MemberAccessExpressionSyntax)start).Expression;

        return start is MemberBindingExpressionSyntax && call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access ? access : call;
    }

    /// <summary>What a call closes; nothing for any other call. A close that the compiler adds has no bit of its own.</summary>
    public bool TryGetClose(IOperation operation, out ulong value, out ulong byHand)
    {
        var isClose = _closes.TryGetValue(operation, out var close);
        (value, byHand) = close;
        return isClose;
    }

    /// <summary>The bit of the value that an expression reads or writes; zero for one that is not followed.</summary>
    public ulong MaskOf(IOperation? operation)
    {
        return operation is not null && SymbolOf(operation) is { } symbol ? MaskOf(symbol) : 0;
    }

    public ulong MaskOf(ISymbol symbol)
    {
        var index = IndexOf(symbol);
        return index < 0 ? 0 : 1UL << index;
    }

    public ISymbol ValueOf(ulong mask)
    {
        var index = 0;
        while ((mask & (1UL << index)) == 0)
            index++;

        return _values[index];
    }

    private int IndexOf(ISymbol symbol)
    {
        if (_names.TryGetValue(symbol, out var original))
            symbol = original;

        for (var index = 0; index < _values.Count; index++)
        {
            if (SymbolEqualityComparer.Default.Equals(_values[index], symbol))
                return index;
        }

        return -1;
    }

    private ISymbol? SymbolOf(IOperation operation)
    {
        var plain = _captured.Of(operation);
        while (plain is IDeclarationExpressionOperation or ISimpleAssignmentOperation)
            plain = plain is IDeclarationExpressionOperation declaration ? declaration.Expression : ((ISimpleAssignmentOperation)plain).Target;

        return plain switch
        {
            ILocalReferenceOperation { Local.IsRef: false } local => local.Local,
            IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.In } parameter => parameter.Parameter,
            _ => MemberReferences.OfThis(plain),
        };
    }

    private void ReadAssignments(ControlFlowGraph graph)
    {
        foreach (var operation in NestedFunctions.OperationsOf(graph))
        {
            if (operation is not IAssignmentOperation assignment || SymbolOf(assignment.Target) is not { } assigned)
                continue;

            _assigned[assigned] = _assigned.TryGetValue(assigned, out var times) ? times + 1 : 1;
            if (assigned is ILocalSymbol && assignment is ISimpleAssignmentOperation { Value: { } value } && SymbolOf(value) is ILocalSymbol or IParameterSymbol)
                _names[assigned] = SymbolOf(value)!;
        }

        // Two names are one value only as long as neither is given another.
        foreach (var name in _names.Keys.ToArray())
        {
            if (TimesAssigned(name) > 1 || TimesAssigned(_names[name]) > (_names[name] is ILocalSymbol ? 1 : 0) || _names.ContainsKey(_names[name]))
                _names.Remove(name);
        }
    }

    private int TimesAssigned(ISymbol symbol)
    {
        return _assigned.TryGetValue(symbol, out var times) ? times : 0;
    }

    /// <summary>What a function within closes or assigns, it does at a time that is not known.</summary>
    private void ReadFunctions(ControlFlowGraph graph)
    {
        foreach (var nested in NestedFunctions.WithAllWithin(graph, _cancellationToken))
        {
            if (nested == graph)
                continue;

            var captured = new CapturedValues(nested);
            foreach (var operation in NestedFunctions.OperationsOf(nested))
            {
                var changed = operation switch
                {
                    IAssignmentOperation assignment => assignment.Target,
                    IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                    IInvocationOperation { Instance: { } instance } call when FinalCloses.Is(call, _scope.Types) => instance,
                    _ => null,
                };
                if (changed is not null && AssignedSymbols.Variable(captured.Of(changed)) is { } variable)
                    _lost.Add(variable);
            }
        }
    }

    private void Add(IInvocationOperation call)
    {
        if (call.Instance is not { } instance)
            return;

        var closed = _captured.Of(instance);

        // await using (c.ConfigureAwait(false))
        if (closed is IInvocationOperation { Arguments: [{ Value: { } configured }, ..] } wrapper && SymbolEqualityComparer.Default.Equals(wrapper.Type, _scope.Types.ConfiguredAsyncDisposable))
            closed = _captured.Of(configured);

        if (SymbolOf(closed) is not { } symbol || _lost.Contains(symbol) || !IsOwn(symbol) || !FinalCloses.EndUseOf(TypeOf(closed, symbol), _scope, _cancellationToken))
            return;

        // A using keeps the value that it was given, whatever its variable gets afterwards.
        var isKept = instance is IFlowCaptureReferenceOperation or IConversionOperation { Operand: IFlowCaptureReferenceOperation };
        if (call.IsImplicit && isKept && TimesAssigned(symbol) > (symbol is ILocalSymbol ? 1 : 0))
            return;

        var index = IndexOf(symbol);
        if (index < 0)
        {
            if (_values.Count == Maximum)
                return;

            index = _values.Count;
            _values.Add(_names.TryGetValue(symbol, out var original) ? original : symbol);
            if (symbol is not (ILocalSymbol or IParameterSymbol))
                Members |= 1UL << index;
        }

        var byHand = 0UL;
        if (!call.IsImplicit)
        {
            if (_byHand.Count == Maximum)
                return;

            byHand = 1UL << _byHand.Count;
            _byHand.Add(PlaceOf(call.Syntax));
        }

        _closes.Add(call, (1UL << index, byHand));
    }

    /// <summary>A variable of the function around is open or closed by what happens there.</summary>
    private bool IsOwn(ISymbol symbol)
    {
        return symbol is not (ILocalSymbol or IParameterSymbol) || _function is null || SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, _function);
    }

    private static ITypeSymbol? TypeOf(IOperation value, ISymbol symbol)
    {
        return symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => value.Type,
        };
    }
}
