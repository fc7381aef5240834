using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>The variables and temporaries whose value a graph closes, and the numbers that their values get.</summary>
internal sealed class ClosedVariables
{
    /// <summary>A closable is one bit of a mask. A body that closes more is followed for the first of them only.</summary>
    private const int MaximumClosables = 64;

    private readonly Dictionary<CaptureId, ISymbol?> _captured = [];
    private readonly HashSet<AliasKey> _closed = [];
    private readonly Dictionary<object, Closable> _closables = [];
    private readonly List<Closable> _all = [];
    private readonly HashSet<ISymbol> _named = new(SymbolEqualityComparer.Default);
    private readonly AnalysisScope _scope;

    public ClosedVariables(ControlFlowGraph graph, AnalysisScope scope)
    {
        _scope = scope;
        foreach (var operation in NestedFunctions.OperationsOf(graph))
        {
            if (operation is IFlowCaptureOperation capture)
                _captured[capture.Id] = _captured.ContainsKey(capture.Id) ? null : SymbolOf(capture.Value);
            else if (operation is IInvocationOperation { Instance: { } instance } call && IsClose(call))
                AddClosed(instance);
            else if (operation is IInvocationOperation { Arguments: [{ Value: var configured }, ..] } other && SymbolEqualityComparer.Default.Equals(other.Type, scope.Types.ConfiguredAsyncDisposable))
                AddClosed(configured);
        }

        if (_closed.Count == 0)
            return;

        // The graph reads a variable once more than the author to close it.
        foreach (var operation in OperationOrder.ChildrenFirst(graph.OriginalOperation))
        {
            if (operation is ILocalReferenceOperation { IsImplicit: false, Local: var local })
                _named.Add(local);
        }
    }

    /// <summary>The variables whose value is closed.</summary>
    public IEnumerable<AliasKey> Keys => _closed;

    public Closable this[int index] => _all[index];

    /// <summary>The first glance at an operation of a body that is not lowered yet.</summary>
    public static bool MayClose(IOperation operation)
    {
        return operation is IUsingOperation or IUsingDeclarationOperation || (operation is IInvocationOperation call && IsClose(call));
    }

    /// <summary>True for a close that leaves nothing usable. One that closes in order first may be waited for.</summary>
    public static bool IsClose(IInvocationOperation call)
    {
        return call.TargetMethod is { IsStatic: false, Name: "Dispose" or "DisposeAsync" } or { IsStatic: false, Name: "Close", Parameters.IsEmpty: true, ReturnsVoid: true };
    }

    public bool Contains(AliasKey key)
    {
        return _closed.Contains(key);
    }

    /// <summary>The value that a variable has before the graph gives it one; null when it is nothing to close.</summary>
    public Closable? Given(ISymbol variable)
    {
        var type = TypeOf(variable);
        return IsClosable(type) ? Add(variable, variable.Name, type, isExtent: false) : null;
    }

    /// <summary>The value that an operation gives to a variable or temporary; null when it is nothing to close.</summary>
    public Closable? Given(AliasKey holder, IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        var type = value is IFlowCaptureReferenceOperation && holder.Symbol is { } variable ? TypeOf(variable) : value.Type;

        // The enumerator of a loop is nobody's but the loop's.
        if (!IsClosable(type) || (holder.Symbol is null && value.IsImplicit))
            return null;

        var isExtent = SymbolOf(value) is null && (holder.Symbol is null || (holder.Symbol is ILocalSymbol local && !_named.Contains(local)));
        return Add(value, holder.Symbol?.Name ?? type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), type, isExtent);
    }

    /// <summary>The variable or temporary that an expression reads or writes; a default key stands for none.</summary>
    public AliasKey? KeyOf(IOperation operation)
    {
        if (SymbolOf(operation) is { } symbol)
            return new AliasKey(symbol);

        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;

        return operation is IFlowCaptureReferenceOperation capture ? new AliasKey(capture.Id) : null;
    }

    /// <summary>The local, parameter or field of this object, or static field, that an expression reads or writes; null for any other.</summary>
    public ISymbol? SymbolOf(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    continue;
                case IDeclarationExpressionOperation declaration:
                    operation = declaration.Expression;
                    continue;
                case ISimpleAssignmentOperation assignment:
                    operation = assignment.Target;
                    continue;
                case ILocalReferenceOperation local:
                    return local.Local;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field:
                    return field.Field;
                case IFlowCaptureReferenceOperation capture:
                    return _captured.TryGetValue(capture.Id, out var symbol) ? symbol : null;
                default:
                    return null;
            }
        }
    }

    private void AddClosed(IOperation instance)
    {
        while (instance is IConversionOperation { OperatorMethod: null } conversion)
            instance = conversion.Operand;

        if (instance is IFlowCaptureReferenceOperation capture)
            _closed.Add(new AliasKey(capture.Id));

        if (SymbolOf(instance) is { } symbol)
            _closed.Add(new AliasKey(symbol));
    }

    private Closable? Add(object source, string name, ITypeSymbol? type, bool isExtent)
    {
        if (_closables.TryGetValue(source, out var known))
            return known;

        if (_all.Count == MaximumClosables)
            return null;

        var closable = new Closable(_all.Count, name, type, isExtent);
        _all.Add(closable);
        _closables.Add(source, closable);
        return closable;
    }

    /// <summary>Whoever closes a task, or what has nothing to release and stays usable, changes nothing for other work.</summary>
    private bool IsClosable(ITypeSymbol? type)
    {
        var types = _scope.Types;
        if (type is null or IErrorTypeSymbol || type.DerivesFrom(types.Task) || type.DerivesFrom(types.MarshalByValueComponent) || type.DerivesFrom(types.AsyncFlowControl) || _scope.Ownership.IsIgnored(type))
            return false;

        return type.Implements(types.IDisposable)
            || type.Implements(types.IAsyncDisposable)
            || type.IsRefLikeType
            || SymbolEqualityComparer.Default.Equals(type, types.ConfiguredAsyncDisposable);
    }

    private static ITypeSymbol? TypeOf(ISymbol variable)
    {
        return variable switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
    }
}
