using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Which resources an expression's value is, and which symbol it reads.</summary>
internal sealed class ValueTracker
{
    /// <summary>How far a chain of calls that return their receiver is followed.</summary>
    private const int MaximumSteps = 64;

    private readonly AnalysisScope _scope;
    private readonly InferenceStack _stack;
    private readonly Dictionary<IOperation, Obligation> _sites;
    private readonly CancellationToken _cancellationToken;
    private readonly CapturedVariables _functions;
    private readonly Dictionary<ISymbol, ulong> _held = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, ISymbol?> _captured = [];
    private readonly Dictionary<IOperation, ulong> _carried = [];
    private readonly Dictionary<ISymbol, NullTest?> _nullTests = new(SymbolEqualityComparer.Default);

    public ValueTracker(AnalysisScope scope, InferenceStack stack, Dictionary<IOperation, Obligation> sites, CapturedVariables captured, CancellationToken cancellationToken)
    {
        _functions = captured;
        _scope = scope;
        _stack = stack;
        _sites = sites;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads off a graph, before it is walked, which symbol each capture reads and which flags are null tests.</summary>
    public void Prepare(IOperation operation)
    {
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                var symbol = SymbolOf(capture.Value);
                _captured[capture.Id] = _captured.ContainsKey(capture.Id) ? null : symbol;
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } flag } } assignment:
                _nullTests[flag] = _nullTests.ContainsKey(flag) ? null : NullTest.Read(assignment.Value, this);
                break;
        }
    }

    public NullTest? NullTestOf(ISymbol flag)
    {
        return _nullTests.TryGetValue(flag, out var test) ? test : null;
    }

    /// <summary>A new object, or the result of a query, that is given nothing yet.</summary>
    public void BeginCarrying(IOperation creation)
    {
        _carried.Remove(creation);
    }

    /// <summary>Notes what a new object, or the result of a query, holds on to without ever closing it.</summary>
    public void Carry(IOperation creation, Aliases value)
    {
        _carried[creation] = CarriedBy(creation) | value.May | value.Carried;
    }

    /// <summary>True for a new object, named at the spot, of a type without a close: whoever gets it cannot close what it holds on to.</summary>
    public bool IsUnclosableHolder(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        // What goes through a private constructor is the type's own: its member is asked about it.
        return value is IObjectCreationOperation { Type: { IsValueType: false } type, Constructor.DeclaredAccessibility: not Accessibility.Private }
            && !type.Implements(_scope.Types.IDisposable)
            && !type.Implements(_scope.Types.IAsyncDisposable);
    }

    /// <summary>Notes what a variable holds at some time: functions that capture it take it along.</summary>
    public void Hold(ISymbol variable, Aliases value)
    {
        _held.TryGetValue(variable, out var held);
        _held[variable] = held | value.May | value.Carried;
    }

    public Aliases Of(IOperation? operation, FlowState state)
    {
        for (var step = 0; step < MaximumSteps && operation is not null; step++)
        {
            if (_sites.TryGetValue(operation, out var site))
                return state.Of(site) == ObligationState.NotCreated ? default : Aliases.Certain(site.Mask) with { Carried = CarriedBy(operation) };

            if (operation.ConstantValue is { HasValue: true, Value: null } || operation is IDefaultValueOperation { Type.IsReferenceType: true })
                return Aliases.Null;

            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    continue;
                case ISimpleAssignmentOperation assignment:
                    operation = assignment.Value;
                    continue;
                case ILocalReferenceOperation local:
                    return state.HeldBy(new AliasKey(local.Local));
                case IParameterReferenceOperation parameter:
                    return state.HeldBy(new AliasKey(parameter.Parameter));
                case IFlowCaptureReferenceOperation capture:
                    return state.HeldBy(new AliasKey(capture.Id));
                case IInvocationOperation or IPropertyReferenceOperation or IAwaitOperation when HttpResponses.ResponseOfContent(operation, _scope.Types) is { } response:
                    operation = response;
                    continue;
                case IInvocationOperation or IPropertyReferenceOperation when NullableValues.SourceOf(operation) is { } nullable:
                    operation = nullable;
                    continue;
                case IInvocationOperation or IAwaitOperation or IPropertyReferenceOperation when TaskCalls.SourceOf(operation, _scope.Types) is { } task:
                    operation = task;
                    continue;
                case IInvocationOperation call:
                    if (CarriedBy(call) is not 0 and var carried)
                        return new Aliases(0, 0, carried, IsNothingElse: false);

                    operation = ReturnedOperand(call, state);
                    continue;
                case IObjectCreationOperation creation:
                    return new Aliases(0, 0, CarriedBy(creation), IsNothingElse: false);
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    continue;
                case IFlowAnonymousFunctionOperation lambda:
                    return new Aliases(0, 0, CarriedBy(lambda.Symbol), IsNothingElse: false);
                case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } method:
                    return new Aliases(0, 0, CarriedBy(method.Method.OriginalDefinition), IsNothingElse: false);
                case IMethodReferenceOperation { Instance: { } target }:
                    var bound = Of(target, state);
                    return new Aliases(0, 0, bound.May | bound.Carried, IsNothingElse: false);
                default:
                    return default;
            }
        }

        return default;
    }

    private ulong CarriedBy(IOperation creation)
    {
        return _carried.TryGetValue(creation, out var carried) ? carried : 0;
    }

    private ulong CarriedBy(IMethodSymbol function)
    {
        var carried = 0UL;
        foreach (var variable in _functions.CapturedBy(function))
            carried |= _held.TryGetValue(variable, out var held) ? held : 0;

        return carried;
    }

    /// <summary>The local or parameter that the expression reads; null for anything else.</summary>
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
                case ILocalReferenceOperation local:
                    return local.Local;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                case IFlowCaptureReferenceOperation capture:
                    return _captured.TryGetValue(capture.Id, out var symbol) ? symbol : null;
                default:
                    return null;
            }
        }
    }

    /// <summary>The position of the parameter that the value certainly is; <see cref="MethodContract.Receiver"/> for <c>this</c>.</summary>
    public int ParameterOf(IOperation value, Aliases aliases)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        if (value is IInstanceReferenceOperation)
            return MethodContract.Receiver;

        return SymbolOf(value) is IParameterSymbol parameter && !aliases.IsEmpty ? parameter.Ordinal : MethodContract.None;
    }

    private IOperation? ReturnedOperand(IInvocationOperation call, FlowState state)
    {
        // Only what may come back: nothing does from void, and a value type is another value, but for a configured await.
        if (call.TargetMethod.ReturnsVoid || call.Type is not { IsValueType: var isValueType } || (isValueType && !IsConfigured(call)))
            return null;

        // A body is read only for a call that is given something which is followed.
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && IsHeld(argument.Value, state))
                return _scope.Contracts.OfArgument(parameter, call.TargetMethod, _stack, _cancellationToken).Returned == parameter.Ordinal ? argument.Value : null;
        }

        return call.Instance is { } instance
            && IsChainOnResource(call, state)
            && _scope.Contracts.Of(call.TargetMethod, _stack, _cancellationToken).Returned is MethodContract.Receiver or MethodContract.PerhapsReceiver
                ? instance
                : null;
    }

    private bool IsHeld(IOperation value, FlowState state)
    {
        return _sites.ContainsKey(value) || (SymbolOf(value) is { } symbol && !state.HeldBy(new AliasKey(symbol)).IsEmpty);
    }

    /// <summary>True when the chain of calls that the call ends starts at a resource which is followed.</summary>
    private bool IsChainOnResource(IInvocationOperation call, FlowState state)
    {
        IOperation root = call;
        for (var step = 0; step < MaximumSteps; step++)
        {
            if (_sites.ContainsKey(root))
                return true;

            switch (root)
            {
                case IInvocationOperation { Instance: { } instance }:
                    root = instance;
                    continue;
                case IConversionOperation { OperatorMethod: null } conversion:
                    root = conversion.Operand;
                    continue;
                case IObjectCreationOperation creation:
                    return CarriedBy(creation) != 0;
                case IFlowCaptureReferenceOperation capture:
                    return !state.HeldBy(new AliasKey(capture.Id)).IsEmpty;
                default:
                    return SymbolOf(root) is { } symbol && !state.HeldBy(new AliasKey(symbol)).IsEmpty;
            }
        }

        return false;
    }

    private bool IsConfigured(IInvocationOperation call)
    {
        return SymbolEqualityComparer.Default.Equals(call.Type, _scope.Types.ConfiguredAsyncDisposable);
    }
}
