using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

internal enum ValueKind
{
    /// <summary>A number, an enum member, a character or a truth value, as a number.</summary>
    Constant,

    /// <summary>The null reference.</summary>
    Null,

    /// <summary>A value that is not known but has a name, so that what is learnt of it holds wherever it goes.</summary>
    Thing,

    /// <summary>A delegate whose target is known.</summary>
    Function,

    /// <summary>The address of a slot: a ref argument or a ref local.</summary>
    Reference,

    /// <summary>The task of a simulated call: completed with a result, or pending.</summary>
    Task,
}

/// <summary>What the simulation knows of one value.</summary>
internal sealed record AbstractValue
{
    /// <summary>The thing that stands for the instance under simulation.</summary>
    public const int ThisThing = 0;

    private AbstractValue(ValueKind kind)
    {
        Kind = kind;
    }

    public static AbstractValue Null { get; } = new(ValueKind.Null);

    public static AbstractValue True { get; } = Constant(1);

    public static AbstractValue False { get; } = Constant(0);

    public static AbstractValue This { get; } = OfThing(ThisThing);

    public ValueKind Kind { get; private init; }

    /// <summary>The constant; for a thing, what was added to it.</summary>
    public long Number { get; private init; }

    public int Thing { get; private init; }

    public FunctionTarget? Target { get; private init; }

    public Slot Place { get; private init; }

    /// <summary>The result of a completed task.</summary>
    public AbstractValue? Result { get; private init; }

    /// <summary>Where the value was read; for the outcome of a test, where what was tested was read.</summary>
    public Reading? Source { get; init; }

    public static AbstractValue Constant(long number)
    {
        return new AbstractValue(ValueKind.Constant) { Number = number };
    }

    public static AbstractValue Of(bool value)
    {
        return value ? True : False;
    }

    public static AbstractValue OfThing(int thing, long offset = 0)
    {
        return new AbstractValue(ValueKind.Thing) { Thing = thing, Number = offset };
    }

    public static AbstractValue OfFunction(FunctionTarget target)
    {
        return new AbstractValue(ValueKind.Function) { Target = target };
    }

    public static AbstractValue ReferenceTo(Slot place)
    {
        return new AbstractValue(ValueKind.Reference) { Place = place };
    }

    public static AbstractValue CompletedTask(AbstractValue? result)
    {
        return new AbstractValue(ValueKind.Task) { Result = result };
    }

    /// <summary>The task of a call that waits; the number is that of the frame which has to go on.</summary>
    public static AbstractValue PendingTask(int frame)
    {
        return new AbstractValue(ValueKind.Task) { Number = frame };
    }

    public bool IsPending => Kind == ValueKind.Task && Number != 0;

    /// <summary>True when the values are the same, wherever they were read from.</summary>
    public bool SameAs(AbstractValue other)
    {
        return ReferenceEquals(this, other) || (this with { Source = null }).Equals(other with { Source = null });
    }
}

/// <summary>One reading of a state that a guard could test.</summary>
/// <param name="Member">The member of the instance; or a property of an object, when only known methods change it.</param>
/// <param name="At">The operation that read it.</param>
/// <param name="IsInner">True for the state of an object that the instance holds.</param>
internal sealed record Reading(ISymbol Member, IOperation At, bool IsInner);

/// <summary>The target of a delegate.</summary>
/// <param name="Method">The method, local function or lambda.</param>
/// <param name="Lambda">The lambda in the graph that it belongs to; null for a method.</param>
/// <param name="Graph">The graph that the lambda or local function belongs to.</param>
/// <param name="Instance">The instance that the method is called on.</param>
/// <param name="Frame">The frame whose locals a lambda or local function sees.</param>
internal sealed record FunctionTarget(
    IMethodSymbol Method,
    IFlowAnonymousFunctionOperation? Lambda,
    ControlFlowGraph? Graph,
    AbstractValue? Instance,
    int Frame);
