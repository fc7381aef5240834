using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What an assignment does: a variable holds the value from then on, or somebody else has it.</summary>
internal sealed class AssignmentTransfer
{
    private readonly AnalysisScope _scope;
    private readonly ValueEffects _effects;
    private readonly ValueTracker _values;
    private readonly ulong _created;
    private readonly CancellationToken _cancellationToken;
    private readonly OutValues _outs;

    public AssignmentTransfer(AnalysisScope scope, ValueEffects effects, ValueTracker values, OutValues outs, CancellationToken cancellationToken)
    {
        _scope = scope;
        _effects = effects;
        _values = values;
        _outs = outs;
        _cancellationToken = cancellationToken;
        foreach (var obligation in effects.Obligations)
            _created |= obligation.Mask;
    }

    public void Assign(IOperation assigned, IOperation source, FlowState state)
    {
        Assign(assigned, _values.Of(source, state), state);
    }

    private void Assign(IOperation assigned, Aliases value, FlowState state)
    {
        switch (assigned)
        {
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, state);
                break;
            case IDiscardOperation:
                _effects.Drop(value, DropReason.Discarded, null, state);
                break;
            case ILocalReferenceOperation { Local: { IsRef: false } local } target:
                _effects.Hold(local, value, target, state);
                break;
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } target:
                _effects.Hold(parameter, value, target, state);
                break;
            case IFlowCaptureReferenceOperation capture:
                state.Assign(new AliasKey(capture.Id), value);
                state.Discharge(value, ObligationState.Unknown);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when OutValues.Is(parameter):
                _outs.Assign(parameter, value, state);
                break;
            default:
                state.Discharge(value, IsKeptOpen(assigned, value) ? ObligationState.Retained : ObligationState.HandedOn);
                break;
        }
    }

    /// <summary><c>(a, b) = (x, y)</c> assigns element by element. What another tuple holds is not followed.</summary>
    public void Deconstruct(IDeconstructionAssignmentOperation deconstruction, FlowState state)
    {
        // All values are read before the first is assigned: (a, b) = (b, a)
        var assignments = new List<(IOperation Target, Aliases Value)>();
        var pending = new Stack<(IOperation Target, IOperation Value)>();
        pending.Push((deconstruction.Target, deconstruction.Value));
        while (pending.Count > 0)
        {
            var (target, value) = pending.Pop();
            while (value is IConversionOperation { OperatorMethod: null, Operand: ITupleOperation or IConversionOperation } conversion)
                value = conversion.Operand;

            if (target is IDeclarationExpressionOperation { Expression: ITupleOperation declared })
                target = declared;

            if (target is not ITupleOperation targets)
            {
                assignments.Add((target, _values.Of(value, state)));
            }
            else if (value is ITupleOperation values && values.Elements.Length == targets.Elements.Length)
            {
                for (var index = targets.Elements.Length - 1; index >= 0; index--)
                    pending.Push((targets.Elements[index], values.Elements[index]));
            }
            else
            {
                state.Discharge(_values.Of(value, state), ObligationState.Unknown);
            }
        }

        // What a later one assigns is not lost by an earlier one: (c, old) = (new HttpClient(), c)
        foreach (var (_, value) in assignments)
            _effects.Lost.OnTheWay |= value.May | value.Carried;

        foreach (var (target, value) in assignments)
            Assign(target, value, state);

        _effects.Lost.OnTheWay = 0;
    }

    /// <summary>Asked for what callers give: what the type makes itself is its own to close, in whatever member it lies.</summary>
    private bool IsKeptOpen(IOperation target, Aliases value)
    {
        return (value.May & ~_created) != 0
            && target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } member
            && _scope.KeptOpen.Is(member.Member, _cancellationToken);
    }

    public void Bind(IIsPatternOperation isPattern, FlowState state)
    {
        var declared = isPattern.Pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        var value = _values.Of(isPattern.Value, state);
        if (declared is not null)
            _effects.Hold(declared, value, isPattern.Pattern, state);
    }
}
