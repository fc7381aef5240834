using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Where the variables and temporaries of one graph are read, and which operations decide or end a block.</summary>
internal sealed class GraphValues
{
    private readonly AssignedSymbols _assigned;
    private readonly Dictionary<object, List<IOperation>> _reads = new();
    private readonly Dictionary<CaptureId, ISymbol> _capturedVariables = new();
    private readonly Dictionary<IOperation, bool> _branchValues = new();

    public GraphValues(ControlFlowGraph graph, AssignedSymbols assigned)
    {
        _assigned = assigned;
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                Collect(operation);

            if (block.BranchValue is { } value)
            {
                _branchValues[value] = block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return;
                Collect(value);
            }
        }
    }

    public IReadOnlyList<IOperation> ReadsOf(object variable)
    {
        return _reads.TryGetValue(variable, out var reads) ? reads : [];
    }

    /// <summary>True when a lambda or local function may read the local as well.</summary>
    public bool IsReadElsewhere(ILocalSymbol local)
    {
        return _assigned.IsCaptured(local);
    }

    public bool IsReturned(IOperation value)
    {
        return _branchValues.TryGetValue(value, out var isReturned) && isReturned;
    }

    public bool IsBranchValue(IOperation value)
    {
        return _branchValues.ContainsKey(value);
    }

    /// <summary>
    /// The local, parameter or field of this instance that an operation writes or reads, also through a temporary that
    /// stands for it.
    /// </summary>
    public ISymbol? VariableOf(IOperation operation)
    {
        if (operation is IFlowCaptureReferenceOperation capture)
            return _capturedVariables.TryGetValue(capture.Id, out var variable) ? variable : null;

        return Variable(operation);
    }

    private void Collect(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IFlowCaptureOperation capture when Variable(capture.Value) is { } variable:
                    _capturedVariables[capture.Id] = variable;
                    break;
                case IFlowCaptureReferenceOperation reference when !AssignedSymbols.IsWritten(reference):
                    Add(reference.Id, reference);
                    break;
                case var reference when Variable(reference) is { } variable && !AssignedSymbols.IsWritten(reference):
                    Add(variable, reference);
                    break;
            }
        }
    }

    private static ISymbol? Variable(IOperation operation)
    {
        return operation is IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field }
            ? field
            : AssignedSymbols.Variable(operation);
    }

    private void Add(object key, IOperation read)
    {
        if (!_reads.TryGetValue(key, out var reads))
            _reads.Add(key, reads = []);

        reads.Add(read);
    }
}
