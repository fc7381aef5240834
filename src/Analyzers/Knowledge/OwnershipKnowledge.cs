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
    private const string MustDisposeResource = "JetBrains.Annotations.MustDisposeResourceAttribute";
    private const string HandlesResourceDisposal = "JetBrains.Annotations.HandlesResourceDisposalAttribute";

    private readonly AnalysisScope _scope;
    private readonly ImmutableHashSet<ISymbol> _owned;
    private readonly ImmutableHashSet<ISymbol> _borrowed;
    private readonly ImmutableHashSet<ISymbol> _takers;

    public OwnershipKnowledge(AnalysisScope scope)
    {
        _scope = scope;
        _owned = scope.Options.Symbols(LifecycleOptions.OwnedFactories);
        _borrowed = scope.Options.Symbols(LifecycleOptions.BorrowedFactories);
        _takers = scope.Options.Symbols(LifecycleOptions.OwnershipTakers);
    }

    /// <summary>The contract of a member that need not, or cannot, be read; null when its body should tell.</summary>
    public MethodContract? TryGet(IMethodSymbol method)
    {
        if (FromOptions(method) is { } configured)
            return configured;

        return method.DeclaringSyntaxReferences.IsEmpty ? Annotate(method, FromMetadata(method)) : null;
    }

    /// <summary>Lets the annotations of a method overrule what is known of it otherwise.</summary>
    public MethodContract Annotate(IMethodSymbol method, MethodContract contract)
    {
        if (MustDispose(method) is { } isFresh)
            contract = isFresh ? contract with { ReturnsFresh = true, Returned = MethodContract.None } : contract with { ReturnsFresh = false };

        if (Find(method.GetAttributes(), HandlesResourceDisposal) is not null)
            contract = contract with { ReceiverFate = ArgumentFate.Closed };

        for (var position = 0; position < method.Parameters.Length; position++)
        {
            if (Find(method.Parameters[position].GetAttributes(), HandlesResourceDisposal) is not null)
                contract = contract.WithFate(position, method.Parameters.Length, ArgumentFate.Kept);
        }

        return contract;
    }

    private static bool? MustDispose(IMethodSymbol method)
    {
        var attribute = Find(method.GetAttributes(), MustDisposeResource)
            ?? Find(method.GetReturnTypeAttributes(), MustDisposeResource)
            ?? (method.AssociatedSymbol is { } property ? Find(property.GetAttributes(), MustDisposeResource) : null);
        if (attribute is null)
            return null;

        return attribute.ConstructorArguments is not [{ Value: false }];
    }

    /// <summary>True for a type whose values hold nothing by default, so that closing them changes nothing.</summary>
    public bool NeedsNoClosing(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty && NothingToClose.Contains(current.OriginalDefinition.GetDocumentationCommentId() ?? ""))
                return true;
        }

        return false;
    }

    private static readonly ImmutableHashSet<string> NothingToClose = ImmutableHashSet.Create(
        "T:System.Threading.Tasks.Task",
        "T:System.IO.MemoryStream",
        "T:System.IO.StringReader",
        "T:System.IO.StringWriter",
        "T:System.Data.DataTable",
        "T:System.Data.DataSet",
        "T:System.Net.Http.HttpRequestMessage",
        "T:System.Net.Http.HttpResponseMessage",
        "T:System.Net.Http.HttpContent",
        "T:System.Collections.Generic.IEnumerator`1",
        "T:System.Collections.Generic.IAsyncEnumerator`1",
        "T:System.Threading.CancellationTokenRegistration",
        "T:System.Threading.SemaphoreSlim");

    /// <summary>
    /// The convention of the framework for handing a resource over by a flag: <c>leaveOpen</c>, <c>disposeHandler</c>,
    /// <c>ownsX</c>, <c>disposeX</c>. Null when the call has no such flag.
    /// </summary>
    public ArgumentFate? FateByFlag(IParameterSymbol parameter, ImmutableArray<IArgumentOperation> arguments)
    {
        if (_scope.Resources.Of(parameter.Type) == ResourceKind.None)
            return null;

        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { Type.SpecialType: SpecialType.System_Boolean } flag || !SaysWhoCloses(flag.Name))
                continue;

            if (argument.Value.ConstantValue is not { HasValue: true, Value: bool value })
                return ArgumentFate.Unknown;

            var isKept = value != flag.Name.StartsWith("leave", StringComparison.OrdinalIgnoreCase);
            return isKept ? ArgumentFate.Kept : ArgumentFate.Used;
        }

        return null;
    }

    public static bool SaysWhoCloses(string name)
    {
        return name.StartsWith("leave", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("dispose", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("owns", StringComparison.OrdinalIgnoreCase);
    }

    private MethodContract? FromOptions(IMethodSymbol method)
    {
        if (_owned.IsEmpty && _borrowed.IsEmpty && _takers.IsEmpty)
            return null;

        // An extension stands for the method that declares it, an accessor for its property.
        var declared = method.ReducedFrom ?? method;
        var named = (declared.AssociatedSymbol ?? declared).OriginalDefinition;
        if (_borrowed.Contains(named))
            return MethodContract.Unknown;

        if (_owned.Contains(named))
            return MethodContract.Fresh;

        return _takers.Contains(named) ? All(method, ArgumentFate.Kept) : null;
    }

    private MethodContract FromMetadata(IMethodSymbol method)
    {
        var types = _scope.Types;
        var owner = method.ContainingType;
        if (Same(owner, types.GrpcChannel) && method.Name == "ForAddress")
            return MethodContract.Fresh;

        if (method.MethodKind == MethodKind.Constructor && (Same(owner, types.HttpClient) || Same(owner, types.HttpMessageInvoker) || Same(owner, types.DelegatingHandler)))
            return All(method, ArgumentFate.Kept);

        if (Same(owner, types.GC) || Same(owner, types.ArgumentNullException))
            return All(method, ArgumentFate.Used);

        // An extension of an HTTP client is a way to use it; one of IDisposable or of any T is mostly a way to give it away.
        if (method.IsExtensionMethod && _scope.Resources.IsHttpClient(method.Parameters[0].Type))
            return MethodContract.Unknown with { Fates = ImmutableArray.Create(ArgumentFate.Used) };

        // await using (x.ConfigureAwait(false)): what is awaited closes x.
        if (method.IsExtensionMethod && method.Name == "ConfigureAwait" && Same(method.Parameters[0].Type, types.IAsyncDisposable))
            return MethodContract.Unknown with { Returned = 0 };

        return MethodContract.Unknown;
    }

    private static MethodContract All(IMethodSymbol method, ArgumentFate fate)
    {
        return MethodContract.Unknown with { Fates = ImmutableArray.CreateRange(method.Parameters, _ => fate) };
    }

    private static AttributeData? Find(ImmutableArray<AttributeData> attributes, string fullName)
    {
        foreach (var attribute in attributes)
        {
            // The annotations are embedded as source in many assemblies, so there is no one symbol to compare with.
            if (attribute.AttributeClass is { Name.Length: > 0 } type
                && fullName.EndsWith(type.Name, StringComparison.Ordinal)
                && type.ToDisplayString() == fullName)
            {
                return attribute;
            }
        }

        return null;
    }

    private static bool Same(ITypeSymbol? left, INamedTypeSymbol? right)
    {
        return right is not null && SymbolEqualityComparer.Default.Equals(left?.OriginalDefinition, right);
    }
}
