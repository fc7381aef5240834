using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>What is known of ownership without reading a body: options, annotations, and the framework's own members.</summary>
internal sealed class OwnershipKnowledge
{
    private readonly AnalysisScope _scope;
    private readonly ImmutableHashSet<ISymbol> _owned;
    private readonly ImmutableHashSet<ISymbol> _borrowed;
    private readonly ImmutableHashSet<ISymbol> _takers;
    private readonly ImmutableHashSet<ISymbol> _ignored;
    private readonly OwnershipTables _tables;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodContract?> _told = new(SymbolEqualityComparer.Default);

    public OwnershipKnowledge(AnalysisScope scope, OwnershipTable? users)
    {
        _scope = scope;
        _tables = new OwnershipTables(users);
        _ignored = scope.Options.Symbols(LifecycleOptions.IgnoredTypes);
        _owned = scope.Options.Symbols(LifecycleOptions.OwnedFactories);
        _borrowed = scope.Options.Symbols(LifecycleOptions.BorrowedFactories);
        _takers = scope.Options.Symbols(LifecycleOptions.OwnershipTakers);
    }

    /// <summary>The contract of a member that need not, or cannot, be read; null when its body should tell.</summary>
    public MethodContract? TryGet(IMethodSymbol method)
    {
        if (FromOptions(method) is { } configured)
            return configured;

        var isMetadata = method.DeclaringSyntaxReferences.IsEmpty;
        if (!isMetadata && !_tables.HasUserFile)
            return null;

        return _told.TryGetValue(method, out var told) ? told : _told.GetOrAdd(method, isMetadata ? Annotate(method, FromMetadata(method)) : FromTables(method));
    }

    /// <summary>Lets the annotations of a method overrule what is known of it otherwise.</summary>
    public MethodContract Annotate(IMethodSymbol method, MethodContract contract)
    {
        if (contract.ReturnsFresh && IsRegistration(method))
            contract = contract with { ReturnsFresh = false };

        return OwnershipAnnotations.Apply(method, contract);
    }

    /// <summary>
    /// A method that takes a callback and gives back a bare <c>IDisposable</c> registers the callback. The result takes the
    /// registration back, and who wants it for as long as its source lives drops it.
    /// </summary>
    private bool IsRegistration(IMethodSymbol method)
    {
        if (!IsBareDisposable(method.ReturnType))
            return false;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.TypeKind == TypeKind.Delegate || SymbolEqualityComparer.Default.Equals(parameter.Type.OriginalDefinition, _scope.Types.IObserver))
                return true;
        }

        return false;
    }

    private bool IsBareDisposable(ITypeSymbol type)
    {
        return type.SpecialType == SpecialType.System_IDisposable || SymbolEqualityComparer.Default.Equals(type, _scope.Types.IAsyncDisposable);
    }

    /// <summary>True for a type that the user told us to leave alone, and for what derives from one.</summary>
    public bool IsIgnored(ITypeSymbol type)
    {
        if (_ignored.IsEmpty)
            return false;

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (_ignored.Contains(current.OriginalDefinition))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (_ignored.Contains(contract.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static bool HasOwnClose(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsOverride: true, Name: "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "Close" })
                return true;
        }

        return false;
    }

    /// <summary>True for a type whose values hold nothing by default, so that closing them changes nothing.</summary>
    public bool NeedsNoClosing(ITypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (OwnershipAnnotations.MustDispose(current) is { } must)
                return !must;

            if (_tables.OfType(current)?.NeedsClosing is { } needs)
                return !needs;

            // What code adds to such a type it has to release, when it says so.
            if (!current.DeclaringSyntaxReferences.IsEmpty && HasOwnClose(current))
                return false;
        }

        return false;
    }

    /// <summary>True for a constructor that makes an object with nothing to release, though others of its type have.</summary>
    public bool MakesNothing(IMethodSymbol? constructor)
    {
        if (constructor is null)
            return false;

        return OwnershipAnnotations.MustDispose(constructor) is { } must ? !must : _tables.OfMember(constructor.OriginalDefinition)?.NeedsClosing == false;
    }

    /// <summary>
    /// Who closes an argument where another one decides it: by what is known of the method, or by the convention of the
    /// framework for such flags. Null when the call has no flag.
    /// </summary>
    public ArgumentFate? FateByFlag(IParameterSymbol parameter, ImmutableArray<IArgumentOperation> arguments)
    {
        if (_scope.Resources.Of(parameter.Type) == ResourceKind.None)
            return null;

        if (parameter.ContainingSymbol is IMethodSymbol method && TryGet((method.ReducedFrom ?? method).OriginalDefinition) is { Flags: { IsEmpty: false } flags })
        {
            foreach (var flag in flags)
            {
                if (flag.Parameter == parameter.Ordinal)
                    return flag.FateIn(arguments);
            }
        }

        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } flag && OwnerFlag.ByConvention(flag, parameter) is { } convention)
                return convention.FateIn(arguments);
        }

        return null;
    }

    public static bool SaysWhoCloses(string name)
    {
        return OwnerFlag.MeaningOf(name) != FlagMeaning.None;
    }

    private MethodContract? FromOptions(IMethodSymbol method)
    {
        if (_owned.IsEmpty && _borrowed.IsEmpty && _takers.IsEmpty)
            return null;

        // An extension stands for the method that declares it, an accessor for its property.
        var declared = method.ReducedFrom ?? method;
        var named = (declared.AssociatedSymbol ?? declared).OriginalDefinition;
        if (_borrowed.Contains(named))
            return MethodContract.Borrowed;

        if (_owned.Contains(named))
            return MethodContract.Fresh;

        return _takers.Contains(named) ? All(method, ArgumentFate.Kept) : null;
    }

    private MethodContract FromMetadata(IMethodSymbol method)
    {
        if (FromTables(method) is { } told)
            return told;

        // An extension of an HTTP client is a way to use it; one of IDisposable or of any T is mostly a way to give it away.
        if (method.IsExtensionMethod && _scope.Resources.IsHttpClient(method.Parameters[0].Type))
            return MethodContract.Unknown with { Fates = ImmutableArray.Create(ArgumentFate.Used) };

        if (method.IsStatic || method.MethodKind == MethodKind.Constructor)
            return MethodContract.Unknown;

        if (MayReturnReceiver(method))
            return MethodContract.Unknown with { Returned = MethodContract.PerhapsReceiver };

        return MayNeedReceiver(method) ? MethodContract.Unknown with { ReceiverFate = ArgumentFate.Retained } : MethodContract.Unknown;
    }

    /// <summary>A stream or a transaction mostly needs the connection that it comes from; what an HTTP client gets does not need the client.</summary>
    private bool MayNeedReceiver(IMethodSymbol method)
    {
        var result = TaskCalls.ResultOf(method.ReturnType, _scope.Types) ?? method.ReturnType;
        return _scope.Resources.Of(result) != ResourceKind.None && !_scope.Resources.IsHttpClient(method.ContainingType);
    }

    private MethodContract? FromTables(IMethodSymbol method)
    {
        return _tables.OfMember(method) is { } facts ? ContractReader.Read(method, facts) : null;
    }

    /// <summary>Methods that are called in a chain mostly return the object that they are called on.</summary>
    private static bool MayReturnReceiver(IMethodSymbol method)
    {
        return method.ReturnType is INamedTypeSymbol { SpecialType: SpecialType.None } returned
            && method.ContainingType is { } type
            && type.IsAssignableTo(returned);
    }

    private static MethodContract All(IMethodSymbol method, ArgumentFate fate)
    {
        return MethodContract.Unknown with { Fates = ImmutableArray.CreateRange(method.Parameters, _ => fate) };
    }
}
