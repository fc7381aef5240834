using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Decides which calls are entered: those whose body can be read and that may decide whether work is done.</summary>
internal sealed class CallTargets
{
    private readonly SimulatedCode _code;

    public CallTargets(SimulatedCode code)
    {
        _code = code;
    }

    /// <summary>The body that a call enters; null when the call is taken as one effect.</summary>
    public CallTarget? Find(SimulationState state, Frame frame, IInvocationOperation invocation, AbstractValue? receiver)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return MemberAccess.CanEnter(state, method, instance: null) && Owner(frame.Body.Graph, method) is not null
                ? new CallTarget(_code.BodyOf(method, frame.Body.Graph), IsLexical: true)
                : null;
        }

        var isOnThis = receiver is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing };
        if (isOnThis && invocation.IsVirtual)
            method = _code.Dispatch(method);

        if (!isOnThis && !method.IsStatic)
        {
            method = Implementation(method, invocation, receiver);
            if (!IsNew(receiver) && !DecidesOrTakesPart(method, invocation, frame))
                return null;
        }

        return MemberAccess.CanEnter(state, method, receiver) && _code.BodyOf(method) is { } body ? new CallTarget(body, IsLexical: false) : null;
    }

    public SimulatedBody? BodyOf(FunctionTarget function)
    {
        if (function.Lambda is { } lambda && function.Graph is { } graph)
            return _code.BodyOf(lambda, graph);

        if (function.Method.MethodKind == MethodKind.LocalFunction)
            return function.Graph is { } outer && Owner(outer, function.Method) is not null ? _code.BodyOf(function.Method, outer) : null;

        var isOnThis = function.Instance is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing };
        return _code.BodyOf(isOnThis ? _code.Dispatch(function.Method) : function.Method);
    }

    private bool IsNew(AbstractValue? receiver)
    {
        return receiver is { Kind: ValueKind.Thing } && _code.Values.IsNew(receiver.Thing);
    }

    /// <summary>What a call through an interface reaches, where the object's type is known.</summary>
    private IMethodSymbol Implementation(IMethodSymbol method, IInvocationOperation invocation, AbstractValue? receiver)
    {
        if (method.ContainingType?.TypeKind != TypeKind.Interface)
            return method;

        var type = IsNew(receiver) ? _code.Values.TypeOf(receiver!.Thing) : CallEffects.UnderlyingType(invocation.Instance);
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named
            ? named.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method
            : method;
    }

    /// <summary>
    /// A method of another object is followed when it answers a question, works on what it is given by reference, or runs
    /// a delegate: it may be the guard. What only acts is judged as a whole.
    /// </summary>
    private static bool DecidesOrTakesPart(IMethodSymbol method, IInvocationOperation invocation, Frame frame)
    {
        if (method.ContainingType is { IsValueType: true } || IsAnswer(method.ReturnType))
            return true;

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Ref || frame.ValueOf(argument) is { Kind: ValueKind.Function })
                return true;
        }

        return false;
    }

    private static bool IsAnswer(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } task && type.SpecialType == SpecialType.None)
            type = task.TypeArguments[0];

        return type.TypeKind == TypeKind.Enum
            || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64;
    }

    private static ControlFlowGraph? Owner(ControlFlowGraph graph, IMethodSymbol localFunction)
    {
        for (var current = graph; current is not null; current = current.Parent)
        {
            if (current.LocalFunctions.Contains(localFunction, SymbolEqualityComparer.Default))
                return current;
        }

        return null;
    }
}

/// <summary>A body that a call enters.</summary>
/// <param name="Body">The body.</param>
/// <param name="IsLexical">True for a local function, which sees its caller's locals.</param>
internal sealed record CallTarget(SimulatedBody Body, bool IsLexical);
