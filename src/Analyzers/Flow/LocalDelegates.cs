using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The locals of a graph that hold one known function: <c>Func&lt;HttpClient&gt; make = () => new HttpClient();</c></summary>
internal sealed class LocalDelegates
{
    private readonly Dictionary<ISymbol, IMethodSymbol?> _targets = new(SymbolEqualityComparer.Default);

    /// <summary>Reads off a graph, before it is walked, what its locals are assigned.</summary>
    public void Prepare(IOperation operation)
    {
        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { Type.TypeKind: TypeKind.Delegate } local } } assignment)
            _targets[local] = _targets.ContainsKey(local) ? null : FunctionOf(assignment.Value);
    }

    /// <summary>The function that the call of a delegate runs; null when it is not known, and for any other call.</summary>
    public IMethodSymbol? TargetOf(IInvocationOperation call)
    {
        return IsLocalCall(call) && call.Instance is ILocalReferenceOperation { Local: { } local } && _targets.TryGetValue(local, out var target) ? target : null;
    }

    /// <summary>True for the call of a delegate that a local holds.</summary>
    public static bool IsLocalCall(IOperation operation)
    {
        return operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: ILocalReferenceOperation };
    }

    /// <summary>The lambda, local function or method that a value is; null for any other.</summary>
    public static IMethodSymbol? FunctionOf(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value is not IDelegateCreationOperation creation
            ? null
            : creation.Target switch
            {
                IFlowAnonymousFunctionOperation lambda => lambda.Symbol,
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                IMethodReferenceOperation method => method.Method,
                _ => null,
            };
    }
}
