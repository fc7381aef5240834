using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>What the temporaries of a graph stand for. One that gets several values stands for none.</summary>
internal sealed class CapturedValues
{
    private readonly Dictionary<CaptureId, IOperation?> _values = [];

    public CapturedValues(ControlFlowGraph graph)
    {
        foreach (var operation in NestedFunctions.OperationsOf(graph))
        {
            if (operation is IFlowCaptureOperation capture)
                _values[capture.Id] = _values.ContainsKey(capture.Id) ? null : capture.Value;
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

            if (operation is not IFlowCaptureReferenceOperation reference || !_values.TryGetValue(reference.Id, out var value) || value is null)
                break;

            operation = value;
        }

        return operation;
    }
}
