using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>What the temporaries of a graph stand for. One that gets several values stands for none.</summary>
internal sealed class CapturedValues
{
    private readonly Dictionary<CaptureId, List<IOperation>> _values = [];

    public CapturedValues(ControlFlowGraph graph)
    {
        foreach (var operation in NestedFunctions.OperationsOf(graph))
        {
            if (operation is not IFlowCaptureOperation capture)
                continue;

            if (!_values.TryGetValue(capture.Id, out var values))
                _values.Add(capture.Id, values = new List<IOperation>(1));

            values.Add(capture.Value);
        }
    }

    /// <summary>The operation that an expression stands for, without conversions that change nothing.</summary>
    public IOperation Of(IOperation operation)
    {
        // A temporary stands for what was there before it, so that this comes to an end; code half typed may be otherwise.
        for (var step = 0; step < _values.Count + 1; step++)
        {
            while (operation is IConversionOperation { OperatorMethod: null } conversion)
                operation = conversion.Operand;

            if (operation is not IFlowCaptureReferenceOperation reference || !_values.TryGetValue(reference.Id, out var values) || values is not [var only])
                break;

            operation = only;
        }

        return operation;
    }

    /// <summary>The operations of which an expression stands for one: the arms of a choice.</summary>
    public IEnumerable<IOperation> AllOf(IOperation operation)
    {
        var seen = new HashSet<IOperation>();
        var pending = new Stack<IOperation>();
        pending.Push(operation);
        while (pending.Count > 0)
        {
            var current = Of(pending.Pop());
            if (!seen.Add(current))
                continue;

            if (current is not IFlowCaptureReferenceOperation reference || !_values.TryGetValue(reference.Id, out var values))
            {
                yield return current;
                continue;
            }

            for (var position = values.Count - 1; position >= 0; position--)
                pending.Push(values[position]);
        }
    }
}
