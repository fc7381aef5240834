using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>Which operations need an object that is not closed. What is not known to need it does not.</summary>
internal sealed class LateUses
{
    private const int MaximumBodies = 16;

    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public LateUses(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for a call that its receiver has to be open for.</summary>
    public bool NeedsReceiver(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.IsStatic || CloseCalls.IsClose(method) || IsOfObject(method) || IsLegalLater(method))
            return false;

        return method.DeclaringSyntaxReferences.IsEmpty || NeedsOpen(method);
    }

    /// <summary>Reads of a closed stream's length and the like, and of what a reader is positioned at, are refused.</summary>
    public bool NeedsReceiver(IPropertyReferenceOperation property)
    {
        var types = _scope.Types;
        return property.Property.Name switch
        {
            "Length" or "Position" => property.Property.ContainingType.DerivesFrom(types.Stream),
            "EndOfStream" => property.Property.ContainingType.DerivesFrom(types.TextReader),
            _ => false,
        };
    }

    /// <summary>True for an argument that the callee works with, or holds on to in order to work with it.</summary>
    public bool NeedsArgument(IArgumentOperation argument)
    {
        if (argument.Parameter?.OriginalDefinition is not { RefKind: RefKind.None or RefKind.In } parameter || argument.Parent is not { } parent)
            return false;

        switch (parent)
        {
            case IInvocationOperation call when !CloseCalls.IsClose(call.TargetMethod):
                var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
                if (!method.DeclaringSyntaxReferences.IsEmpty)
                    return UsesParameter(method, parameter.Ordinal) is ParameterUse.Now or ParameterUse.WhenEnumerated;

                return TakesResource(parameter) && (IsReceiverOfExtension(method, parameter) || IsToldToUse(method, parameter));

            case IObjectCreationOperation { Constructor: { } constructor } when constructor.DeclaringSyntaxReferences.IsEmpty:
                return TakesResource(parameter) && IsToldToUse(constructor.OriginalDefinition, parameter);

            default:
                return false;
        }
    }

    /// <summary>True when the call returns an iterator that works with the argument while it is enumerated.</summary>
    public bool Defers(IArgumentOperation argument)
    {
        return argument.Parent is IInvocationOperation call
            && argument.Parameter is { } parameter
            && UsesParameter((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition, parameter.Ordinal) == ParameterUse.WhenEnumerated;
    }

    private enum ParameterUse
    {
        None,
        Now,
        WhenEnumerated,
    }

    private ParameterUse UsesParameter(IMethodSymbol method, int ordinal)
    {
        // return UseCore(reader): an iterator is reached through methods that hand it on.
        for (var step = 0; step < MaximumBodies; step++)
        {
            if (method.IsAbstract || ordinal >= method.Parameters.Length || _scope.Bodies.TryGet(method, _cancellationToken) is not { } body)
                return ParameterUse.None;

            var isIterator = false;
            var isUsed = false;
            IArgumentOperation? handedOn = null;
            foreach (var operation in body.Operations)
            {
                isIterator |= operation.Kind == OperationKind.YieldReturn;
                if (operation is IInvocationOperation { Instance: { } instance } call && IsParameter(instance, method.Parameters[ordinal]))
                    isUsed |= NeedsReceiver(call);
                else if (operation is IArgumentOperation argument && IsParameter(argument.Value, method.Parameters[ordinal]) && IsReturned(argument.Parent))
                    handedOn = argument;
            }

            if (isUsed)
                return isIterator ? ParameterUse.WhenEnumerated : ParameterUse.Now;

            if (handedOn is not { Parent: IInvocationOperation next, Parameter: { } parameter })
                return ParameterUse.None;

            method = (next.TargetMethod.ReducedFrom ?? next.TargetMethod).OriginalDefinition;
            ordinal = parameter.Ordinal;
        }

        return ParameterUse.None;
    }

    private static bool IsReturned(IOperation? call)
    {
        while (call?.Parent is IConversionOperation { OperatorMethod: null })
            call = call.Parent;

        return call?.Parent is IReturnOperation { Kind: OperationKind.Return };
    }

    private static bool IsParameter(IOperation value, IParameterSymbol parameter)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter);
    }

    private static bool IsOfObject(IMethodSymbol method)
    {
        var root = method;
        while (root.OverriddenMethod is { } overridden)
            root = overridden;

        return root.ContainingType.SpecialType == SpecialType.System_Object;
    }

    /// <summary>Documented to work on a closed object: what a memory stream or string writer holds can be taken after its close.</summary>
    private bool IsLegalLater(IMethodSymbol method)
    {
        return _scope.Ownership.NeedsNoClosing(method.ContainingType) && method.Name is "ToArray" or "GetBuffer" or "TryGetBuffer" or "GetStringBuilder";
    }

    /// <summary>A method in source needs its object open when it works with something that has to be closed, or refuses to work.</summary>
    private bool NeedsOpen(IMethodSymbol method)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(method.OriginalDefinition);
        while (pending.Count > 0 && seen.Count < MaximumBodies)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var current = pending.Pop();
            if (!seen.Add(current) || _scope.Bodies.TryGet(current, _cancellationToken) is not { } body)
                continue;

            foreach (var operation in body.Operations)
            {
                switch (operation)
                {
                    case IObjectCreationOperation creation when IsDisposedException(creation.Type):
                    case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var thrower } } when IsDisposedException(thrower):
                    case IInvocationOperation { Instance: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member } use
                        when !CloseCalls.IsClose(use.TargetMethod) && FinalCloses.EndUseOf(member.Type, _scope, _cancellationToken):
                        return true;
                    case IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } own }:
                        pending.Push(own.OriginalDefinition);
                        break;
                }
            }
        }

        return false;
    }

    private bool IsDisposedException(ITypeSymbol? type)
    {
        return type is not null && SymbolEqualityComparer.Default.Equals(type, _scope.Types.ObjectDisposedException);
    }

    private bool TakesResource(IParameterSymbol parameter)
    {
        return parameter.Type.Implements(_scope.Types.IDisposable) || parameter.Type.Implements(_scope.Types.IAsyncDisposable);
    }

    private static bool IsReceiverOfExtension(IMethodSymbol method, IParameterSymbol parameter)
    {
        return method.IsExtensionMethod && parameter.Ordinal == 0 && parameter.Type.SpecialType == SpecialType.None && parameter.Type.TypeKind == TypeKind.Class;
    }

    private bool IsToldToUse(IMethodSymbol method, IParameterSymbol parameter)
    {
        return _scope.Contracts.ToldOf(method) is { } contract && contract.FateOf(parameter.Ordinal) is ArgumentFate.Used or ArgumentFate.Kept or ArgumentFate.Retained;
    }
}
