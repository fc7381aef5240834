using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Flow.PerCall;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Registration;

/// <summary>Finds the clients that a body makes, registers as instances and does not close itself.</summary>
internal sealed class RegisteredClients
{
    private readonly ObligationAnalysis _body;
    private readonly ConnectionPools _pools;
    private readonly AssignedValues _assigned;
    private readonly CancellationToken _cancellationToken;

    private RegisteredClients(ObligationAnalysis body, CancellationToken cancellationToken)
    {
        _body = body;
        _pools = new ConnectionPools(body, cancellationToken);
        _assigned = new AssignedValues(body.Block);
        _cancellationToken = cancellationToken;
    }

    public static ImmutableArray<RegisteredClient> Find(ObligationAnalysis body, CancellationToken cancellationToken)
    {
        if (!ContainerRegistrations.ArePossible(body.Types) || !MakesClient(body))
            return ImmutableArray<RegisteredClient>.Empty;

        var found = ImmutableArray.CreateBuilder<RegisteredClient>();
        RegisteredClients? finder = null;
        foreach (var operation in OperationOrder.ChildrenFirst(body.Block))
        {
            if (ContainerRegistrations.InstanceOf(operation, body.Types) is not { } instance)
                continue;

            finder ??= new RegisteredClients(body, cancellationToken);
            if (finder.Judge(instance) is { } client)
                found.Add(client);
        }

        return found.ToImmutable();
    }

    private static bool MakesClient(ObligationAnalysis body)
    {
        foreach (var outcome in body.Outcomes)
        {
            if (outcome.Obligation.Kind == ResourceKind.HttpClient)
                return true;
        }

        return false;
    }

    private RegisteredClient? Judge(IArgumentOperation instance)
    {
        var value = PlainValue.Of(instance.Value);
        var holder = (value as ILocalReferenceOperation)?.Local;
        if (holder is not null)
            value = _assigned.Of(holder) is [var only] ? PlainValue.Of(only) : value;

        foreach (var outcome in _body.Outcomes)
        {
            var obligation = outcome.Obligation;
            if (obligation.Kind != ResourceKind.HttpClient || obligation.Creation.Syntax != value.Syntax || obligation.Creation.Kind != value.Kind)
                continue;

            var isClosed = (outcome.AtExit & ObligationState.Closed) != 0 || CreationSite.IsScoped(value) || holder is not null && IsClosed(holder);
            return isClosed || _pools.MadeBy(value) is null ? null : new RegisteredClient(obligation, instance);
        }

        return null;
    }

    /// <summary>Who registers a client, runs the container and closes the client afterwards does it right.</summary>
    private bool IsClosed(ILocalSymbol holder)
    {
        foreach (var site in CloseSites.Find(_body.Block, _body.Scope, _cancellationToken))
        {
            if (site.Value is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, holder))
                return true;
        }

        return false;
    }
}
