using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.PerCall;

/// <summary>
/// Says what makes the connections of a new client: the client itself, or the handler that is made for it. A client over
/// somebody else's handler has none of its own, and is cheap.
/// </summary>
internal sealed class ConnectionPools
{
    /// <summary>How many handlers and factories a client is followed through.</summary>
    private const int MaximumSteps = 6;

    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly AssignedValues _assigned;

    public ConnectionPools(ObligationAnalysis body, CancellationToken cancellationToken)
        : this(body.Scope, body.Block, cancellationToken)
    {
    }

    private ConnectionPools(AnalysisScope scope, IOperation root, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
        while (root.Parent is { } parent)
            root = parent;

        _assigned = new AssignedValues(root);
    }

    /// <summary>
    /// True for clients that are there to be shared. A web socket is one connection, a handler is judged by the client over
    /// it, and what a type of the source does with its client is judged there.
    /// </summary>
    public static bool IsClient(ITypeSymbol type, AnalysisScope scope)
    {
        return type.DerivesFrom(scope.Types.HttpMessageInvoker) || type.DerivesFrom(scope.Types.GrpcChannel) || SdkClients.IsClient(type, scope.Types);
    }

    /// <summary>The operation of the body that opens a pool of connections for the value; null when it is not known to open one.</summary>
    public IOperation? MadeBy(IOperation value)
    {
        return MadeBy(value, MaximumSteps);
    }

    private IOperation? MadeBy(IOperation value, int steps)
    {
        value = PlainValue.Of(value);
        if (steps == 0)
            return null;

        return value switch
        {
            ILocalReferenceOperation { Local: var local } => _assigned.Of(local) is [var only] ? MadeBy(only, steps - 1) : null,
            IObjectCreationOperation creation => OfCreation(creation, steps),
            IInvocationOperation call => OfCall(call, steps),
            IAwaitOperation awaited => TaskCalls.AwaitedBy(awaited, _scope.Types) is { } call && MakesOwn(call.TargetMethod, steps) ? awaited : null,
            IPropertyReferenceOperation { Property.GetMethod: { } getter } => MakesOwn(getter, steps) ? value : null,
            _ => null,
        };
    }

    private IOperation? OfCreation(IObjectCreationOperation creation, int steps)
    {
        var types = _scope.Types;
        if (creation.Type is not { } type)
            return null;

        if (type.DerivesFrom(types.HttpClientHandler) || type.DerivesFrom(types.SocketsHttpHandler) || type.DerivesFrom(types.WinHttpHandler))
            return creation;

        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.ConstantValue is not { HasValue: true, Value: null } && GivesPool(argument.Value, argument.Parameter?.Type) is { } given)
                return MadeBy(given, steps - 1);

            if (MayCarryPool(argument.Value))
                return null;
        }

        if (GivenIn(creation.Initializer) is { } inner)
            return MadeBy(inner, steps - 1);

        return type.DerivesFrom(types.HttpMessageHandler) ? null : creation;
    }

    private IOperation? OfCall(IInvocationOperation call, int steps)
    {
        if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, _scope.Types.GrpcChannel))
            return MakesOwn(call.TargetMethod, steps) ? call : null;

        foreach (var argument in call.Arguments)
        {
            if (MayCarryPool(argument.Value))
                return null;
        }

        return call;
    }

    /// <summary>The value when it is a handler or client that the new object works with.</summary>
    private IOperation? GivesPool(IOperation value, ITypeSymbol? parameter)
    {
        return _scope.Resources.IsHttpClient(parameter) || _scope.Resources.IsHttpClient(PlainValue.Of(value).Type) ? value : null;
    }

    /// <summary>The handler or client that an initializer sets: <c>{ InnerHandler = new SocketsHttpHandler() }</c></summary>
    private IOperation? GivenIn(IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null)
            return null;

        foreach (var part in initializer.Initializers)
        {
            if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation } assignment && _scope.Resources.IsHttpClient(assignment.Target.Type))
                return assignment.Value;
        }

        return null;
    }

    /// <summary>True for options that bring a handler or client along, or may do so: those that are made elsewhere.</summary>
    private bool MayCarryPool(IOperation value)
    {
        value = PlainValue.Of(value);
        if (value is ILocalReferenceOperation { Local: var local } && _assigned.Of(local) is [var only])
            value = PlainValue.Of(only);

        if (value.Type is null || value.ConstantValue.HasValue || !SdkClients.CanCarryClient(value.Type, _scope.Types))
            return false;

        return value is not IObjectCreationOperation creation || GivenIn(creation.Initializer) is not null;
    }

    /// <summary>True for a factory of the source whose clients all have connections of their own.</summary>
    private bool MakesOwn(IMethodSymbol method, int steps)
    {
        if (steps == 0 || _scope.Bodies.TryGet((method.ReducedFrom ?? method).OriginalDefinition, _cancellationToken) is not { } body)
            return false;

        var inner = new ConnectionPools(_scope, body.Root, _cancellationToken);
        var isFound = false;
        foreach (var operation in body.Operations)
        {
            if (operation is not IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } || value.ConstantValue is { HasValue: true, Value: null })
                continue;

            if (inner.MadeBy(value, steps - 1) is null)
                return false;

            isFound = true;
        }

        return isFound;
    }
}
