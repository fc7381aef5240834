using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>One call that is under way: where it stands and what it has evaluated of the current statement.</summary>
internal sealed class Frame
{
    private readonly Dictionary<IOperation, AbstractValue> _values;

    public Frame(int id, SimulatedBody body, AbstractValue instance)
    {
        Id = id;
        Body = body;
        Instance = instance;
        _values = new Dictionary<IOperation, AbstractValue>();
    }

    private Frame(Frame other)
    {
        Id = other.Id;
        Body = other.Body;
        Instance = other.Instance;
        LexicalParent = other.LexicalParent;
        ResultInPlaceOfReturn = other.ResultInPlaceOfReturn;
        Block = other.Block;
        Index = other.Index;
        IsResumed = other.IsResumed;
        Unwinding = other.Unwinding;
        ReturnValue = other.ReturnValue;
        _values = other._values.Count == 0 ? new Dictionary<IOperation, AbstractValue>() : new Dictionary<IOperation, AbstractValue>(other._values);
    }

    public int Id { get; }

    public SimulatedBody Body { get; }

    public AbstractValue Instance { get; }

    /// <summary>The frame whose locals a lambda or local function sees; 0 for a method.</summary>
    public int LexicalParent { get; init; }

    /// <summary>What the calling operation evaluates to when that is not what the call returns: a setter's value.</summary>
    public AbstractValue? ResultInPlaceOfReturn { get; init; }

    public int Block { get; private set; }

    /// <summary>The operation of the block that comes next, or that is being called.</summary>
    public int Index { get; set; }

    /// <summary>True once the frame has waited and its caller has gone on without it.</summary>
    public bool IsResumed { get; set; }

    /// <summary>The finally blocks that are under way, innermost first.</summary>
    public Unwinding? Unwinding { get; set; }

    public AbstractValue? ReturnValue { get; set; }

    public IReadOnlyDictionary<IOperation, AbstractValue> Values => _values;

    public Frame Clone()
    {
        return new Frame(this);
    }

    public void Set(IOperation operation, AbstractValue value)
    {
        _values[operation] = value;
    }

    public AbstractValue? ValueOf(IOperation? operation)
    {
        return operation is not null && _values.TryGetValue(operation, out var value) ? value : null;
    }

    public void MoveTo(int block)
    {
        Block = block;
        Index = 0;
        _values.Clear();
    }
}

/// <summary>A branch that is on its way through finally blocks.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Next">The index of the finally region that comes after the one under way.</param>
/// <param name="Outer">The branch whose finally block this one started in.</param>
internal sealed record Unwinding(ControlFlowBranch Branch, int Next, Unwinding? Outer);
