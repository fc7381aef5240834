using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The contracts of the members that a compilation calls: what the user said in options and attributes first, then what
/// is known of the framework, then what the body in source shows. Kept for the compilation.
/// </summary>
internal sealed class MethodContracts
{
    /// <summary>How many bodies may be read within one another before the engine stops asking.</summary>
    private const int MaximumDepth = 6;

    private readonly AnalysisScope _scope;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodContract> _ofResources = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, MethodContract> _ofAnyObject = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<IMethodSymbol, ArgumentFate> _receivers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mayReturnHidden = new(SymbolEqualityComparer.Default);

    public MethodContracts(AnalysisScope scope)
    {
        _scope = scope;
    }

    /// <summary>The contract of a method, accessor, operator or constructor.</summary>
    public MethodContract Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        return Of(method, null, cancellationToken);
    }

    /// <summary>The same within other inferences: the stack says which; null stands for a question of its own.</summary>
    public MethodContract Of(IMethodSymbol method, InferenceStack? stack, CancellationToken cancellationToken)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        var contracts = stack is { Breadth: ContractBreadth.AnyObject } ? _ofAnyObject : _ofResources;
        if (contracts.TryGetValue(definition, out var known))
            return known;

        if (_scope.Ownership.TryGet(definition) is { } told)
            return contracts.GetOrAdd(definition, told);

        stack ??= InferenceStack.Start();
        if (stack.Found(definition) is { } found)
        {
            stack.CutShort();
            return found;
        }

        if (stack.Depth >= MaximumDepth || stack.Contains(definition))
        {
            stack.CutShort();
            return _scope.Ownership.Annotate(definition, MethodContract.Unknown);
        }

        var inner = stack.Push(definition);
        var inferred = _scope.Ownership.Annotate(definition, MayBeOverridden(definition) ? MethodContract.Unknown : ContractInference.Infer(definition, _scope, inner, cancellationToken));

        stack.Keep(definition, inferred);
        return stack.Depth == 0 || !inner.IsCutShort ? contracts.GetOrAdd(definition, inferred) : inferred;
    }

    /// <summary>
    /// What becomes of the object that the method is called on. Who calls a method on an object that he has made himself
    /// mostly knows which override runs: that of its type.
    /// </summary>
    public ArgumentFate ReceiverFateOf(IMethodSymbol method, InferenceStack? stack, CancellationToken cancellationToken)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_receivers.TryGetValue(definition, out var known))
            return known;

        if ((ToldOf(definition) ?? _scope.Ownership.Annotate(definition, MethodContract.Unknown)).ReceiverFate is not ArgumentFate.Used and var told)
            return _receivers.GetOrAdd(definition, told);

        stack ??= InferenceStack.Start();
        if (stack.Depth >= MaximumDepth || stack.Contains(definition))
        {
            stack.CutShort();
            return ArgumentFate.Used;
        }

        var inner = stack.Push(definition);
        var fate = ReceiverUse.FateOf(definition, _scope, inner, cancellationToken);
        return stack.Depth == 0 || !inner.IsCutShort ? _receivers.GetOrAdd(definition, fate) : fate;
    }

    /// <summary>What is known of a method without reading its body; null when only the body can tell.</summary>
    public MethodContract? ToldOf(IMethodSymbol method)
    {
        return _scope.Ownership.TryGet((method.ReducedFrom ?? method).OriginalDefinition);
    }

    /// <summary>What becomes of one argument of a call, with the call's constants known.</summary>
    public ArgumentFate FateOf(IArgumentOperation argument, IMethodSymbol method, ImmutableArray<IArgumentOperation> all, InferenceStack? stack, CancellationToken cancellationToken)
    {
        if (argument.Parameter is not { } parameter)
            return ArgumentFate.Unknown;

        if (_scope.Ownership.FateByFlag(parameter, all) is { } fate)
            return fate;

        return OfArgument(parameter, method, stack, cancellationToken).FateOf(parameter.Ordinal);
    }

    /// <summary>
    /// The first glance at a method whose result does not look like a resource: one of the source that creates an object
    /// itself may hide one behind an interface.
    /// </summary>
    public bool MayReturnHidden(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.IsEmpty || MayBeOverridden(definition))
            return false;

        return _mayReturnHidden.TryGetValue(definition, out var known) ? known : _mayReturnHidden.GetOrAdd(definition, CreatesObject(definition, cancellationToken) && CreatesResource(definition, cancellationToken));
    }

    private static bool CreatesObject(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is BaseObjectCreationExpressionSyntax)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The body is bound for this, which takes far less time than its graph.</summary>
    private bool CreatesResource(IMethodSymbol method, CancellationToken cancellationToken)
    {
        return _scope.Bodies.TryGet(method, cancellationToken) is { } body
            && OperationOrder.Any(body.Root, operation => operation is IObjectCreationOperation or ITypeParameterObjectCreationOperation && _scope.Resources.IsFollowed(operation.Type));
    }

    /// <summary>The contract of a method that speaks of the parameter, whatever its type.</summary>
    public MethodContract OfArgument(IParameterSymbol parameter, IMethodSymbol method, InferenceStack? stack, CancellationToken cancellationToken)
    {
        if (_scope.Resources.Of(parameter.OriginalDefinition.Type) == ResourceKind.None)
            stack = (stack ?? InferenceStack.Start()).Widen(ContractBreadth.AnyObject);

        return Of(method, stack, cancellationToken);
    }

    private static bool MayBeOverridden(IMethodSymbol method)
    {
        return method.IsAbstract
            || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed);
    }
}
