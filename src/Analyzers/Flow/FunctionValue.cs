using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The function that a delegate holds: a method, a local function or a lambda, with the graph it was written in, the
/// instance it captured and the constants that cannot have changed since.
/// </summary>
internal sealed class FunctionValue : IEquatable<FunctionValue>
{
    public FunctionValue(IMethodSymbol method, IFlowAnonymousFunctionOperation? lambda, FunctionBody writtenIn, KnownValue? receiver, KnownValues captured)
    {
        Method = method;
        Lambda = lambda;
        WrittenIn = writtenIn;
        Receiver = receiver;
        Captured = captured;
    }

    public IMethodSymbol Method { get; }

    public IFlowAnonymousFunctionOperation? Lambda { get; }

    public FunctionBody WrittenIn { get; }

    /// <summary>The object that a method group is bound to, or that a lambda captured.</summary>
    public KnownValue? Receiver { get; }

    public KnownValues Captured { get; }

    public bool Equals(FunctionValue? other)
    {
        return other is not null
            && SymbolEqualityComparer.Default.Equals(Method, other.Method)
            && Equals(Receiver, other.Receiver)
            && Captured.Equals(other.Captured);
    }

    public override bool Equals(object? obj)
    {
        return Equals(obj as FunctionValue);
    }

    public override int GetHashCode()
    {
        return SymbolEqualityComparer.Default.GetHashCode(Method);
    }
}
