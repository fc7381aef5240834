using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Finds what a body closes though it is not the body's own to close, nor its object's. Borrowed is what came in from
/// outside, unless the code shows that it was handed over; shared is what everybody else goes on using.
/// </summary>
internal sealed class BorrowedCloses
{
    private readonly AnalysisScope _scope;
    private readonly MethodBody _body;
    private readonly OriginReader _origins;
    private readonly DesignedOwners _owners;
    private readonly CloseConditions _conditions;
    private readonly CancellationToken _cancellationToken;

    private BorrowedCloses(MethodBody body, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _body = body;
        _origins = new OriginReader(body, scope, OriginDepth.Start, cancellationToken);
        _owners = new DesignedOwners(scope, cancellationToken);
        _conditions = new CloseConditions(_origins, scope, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    public static ImmutableArray<BorrowedClose> Find(IOperation block, ISymbol owner, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var sites = CloseSites.Find(block, scope, cancellationToken);
        if (sites.IsEmpty)
            return ImmutableArray<BorrowedClose>.Empty;

        var root = block;
        while (root.Parent is { } parent)
            root = parent;

        var finder = new BorrowedCloses(new MethodBody(owner.OriginalDefinition, root), scope, cancellationToken);
        var found = ImmutableArray.CreateBuilder<BorrowedClose>();
        foreach (var site in sites)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (finder.Judge(site) is { } close)
                found.Add(close);
        }

        return found.ToImmutable();
    }

    private BorrowedClose? Judge(CloseSite site)
    {
        var kind = _scope.Resources.Of(site.Type);
        var origin = _origins.Of(site.Value);
        if (!origin.IsBorrowed || kind == ResourceKind.None || IsHandedOver(site, origin) || _conditions.MayBeAboutOwnership(site))
            return null;

        return new BorrowedClose(site, origin, kind);
    }

    private bool IsHandedOver(CloseSite site, ValueOrigin origin)
    {
        if (origin.Has(Origins.Parameter) && IsHandedOver(site, origin, (IParameterSymbol)origin.Source!))
            return true;

        if (origin.Has(Origins.Given) && (origin.Source is not IParameterSymbol given || !IsInMember(origin) || _owners.KeepsAsOwner(_body.Member.ContainingType, given, site.Type)))
            return true;

        if (origin.Has(Origins.Shared) && !IsSharedInUse(site, origin))
            return true;

        return origin.Has(Origins.Provided) && IsFactoryMade(site.Type);
    }

    private bool IsHandedOver(CloseSite site, ValueOrigin origin, IParameterSymbol parameter)
    {
        if (_body.Member is not IMethodSymbol method)
            return true;

        var uses = ValueUseReader.Read(_body.Root, parameter);
        if (site.Form == CloseForm.Scope && method.MethodKind == MethodKind.Constructor && (uses & ValueUses.Stored) != 0)
            return _owners.IsTold(parameter);

        var isUsed = origin.Has(Origins.Over) ? (uses & ValueUses.Kept) == 0 : uses == ValueUses.Used;
        return !isUsed || _owners.ClosesForCallers(method, parameter);
    }

    /// <summary>A value that is made where none is given is the type's to close in its close, where nothing tells the two apart.</summary>
    private bool IsInMember(ValueOrigin origin)
    {
        return !origin.IsConditional || _body.Member is IMethodSymbol { MethodKind: not MethodKind.Constructor };
    }

    /// <summary>
    /// Closing what everybody shares is right where the process or the owner of the member ends: in the entry point, or in a
    /// method that does nothing else with it. A scope, an object's own close, and a body that uses the value end earlier.
    /// </summary>
    private bool IsSharedInUse(CloseSite site, ValueOrigin origin)
    {
        if (_body.Member is not IMethodSymbol method || method.IsEntryPoint() || EndsWithTheProcess(method.ContainingType))
            return false;

        if (site.Form == CloseForm.Scope || origin.Has(Origins.Over) || CloseMembers.IsEntry(method, _scope.Types))
            return true;

        return (ValueUseReader.Read(_body.Root, origin.Source!) & ValueUses.Used) != 0;
    }

    /// <summary>True for hosted services and the types that the user named as living as long as the process.</summary>
    private bool EndsWithTheProcess(INamedTypeSymbol type)
    {
        return type.Implements(_scope.Types.IHostedService) || _scope.Options.Symbols(Options.LifecycleOptions.SingletonTypes).Contains(type.OriginalDefinition);
    }

    /// <summary>A provider with an <c>IHttpClientFactory</c> makes its clients by it, and those may be closed.</summary>
    private bool IsFactoryMade(ITypeSymbol? type)
    {
        return SymbolEqualityComparer.Default.Equals(type, _scope.Types.HttpClient) && _scope.Uses.HasFactoryClients(_cancellationToken);
    }
}
