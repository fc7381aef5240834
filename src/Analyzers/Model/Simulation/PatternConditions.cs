using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Decides pattern matches, and gives the variables that a pattern declares their values.</summary>
internal sealed class PatternConditions
{
    /// <summary>Patterns nested deeper than this are not looked into.</summary>
    private const int MaximumDepth = 24;

    private readonly Conditions _conditions;
    private readonly ValueTable _values;
    private readonly Places _places;

    public PatternConditions(Conditions conditions, ValueTable values, Places places)
    {
        _conditions = conditions;
        _values = values;
        _places = places;
    }

    public List<(SimulationState State, bool Outcome)> Match(SimulationState state, AbstractValue? value, IPatternOperation pattern, int depth)
    {
        if (depth > MaximumDepth)
            return Conditions.Fork(state, pattern);

        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Conditions.One(state, true);

            case IConstantPatternOperation constant:
                return _conditions.Compare(state, pattern, value, Comparison.Equal, Constants.Of(constant.Value));

            case IRelationalPatternOperation relational:
                return MatchRelational(state, value, relational);

            case INegatedPatternOperation negated:
                return Match(state, value, negated.Pattern, depth + 1).ConvertAll(static outcome => (outcome.State, !outcome.Outcome));

            case IBinaryPatternOperation binary:
                return MatchBinary(state, value, binary, depth);

            case ITypePatternOperation type:
                return _conditions.IsOfType(state, value, type.MatchedType, pattern);

            case IDeclarationPatternOperation declaration:
                return MatchDeclaration(state, value, declaration);

            case IRecursivePatternOperation recursive:
                return MatchRecursive(state, value, recursive, depth);

            default:
                return Conditions.Fork(state, pattern);
        }
    }

    private List<(SimulationState State, bool Outcome)> MatchRelational(SimulationState state, AbstractValue? value, IRelationalPatternOperation pattern)
    {
        var bound = Constants.Of(pattern.Value);
        switch (pattern.OperatorKind)
        {
            case BinaryOperatorKind.LessThan:
                return _conditions.Compare(state, pattern, value, Comparison.Less, bound);

            case BinaryOperatorKind.LessThanOrEqual:
                return _conditions.Compare(state, pattern, value, Comparison.LessOrEqual, bound);

            case BinaryOperatorKind.GreaterThan:
                return _conditions.Compare(state, pattern, bound, Comparison.Less, value);

            case BinaryOperatorKind.GreaterThanOrEqual:
                return _conditions.Compare(state, pattern, bound, Comparison.LessOrEqual, value);

            default:
                return Conditions.Fork(state, pattern);
        }
    }

    private List<(SimulationState State, bool Outcome)> MatchBinary(
        SimulationState state,
        AbstractValue? value,
        IBinaryPatternOperation pattern,
        int depth)
    {
        var isOr = pattern.OperatorKind == BinaryOperatorKind.Or;
        var outcomes = new List<(SimulationState, bool)>();
        foreach (var (path, left) in Match(state, value, pattern.LeftPattern, depth + 1))
        {
            if (left == isOr)
                outcomes.Add((path, left));
            else
                outcomes.AddRange(Match(path, value, pattern.RightPattern, depth + 1));
        }

        return outcomes;
    }

    private List<(SimulationState State, bool Outcome)> MatchDeclaration(SimulationState state, AbstractValue? value, IDeclarationPatternOperation pattern)
    {
        var outcomes = pattern.MatchesNull || pattern.MatchedType is null
            ? Conditions.One(state, true)
            : MatchType(state, value, pattern.MatchedType, pattern.InputType, pattern);
        foreach (var (path, matches) in outcomes)
        {
            if (matches)
                Declare(path, pattern.DeclaredSymbol, value);
        }

        return outcomes;
    }

    private List<(SimulationState State, bool Outcome)> MatchRecursive(
        SimulationState state,
        AbstractValue? value,
        IRecursivePatternOperation pattern,
        int depth)
    {
        var open = new List<SimulationState>();
        var outcomes = new List<(SimulationState, bool)>();
        Sort(MatchType(state, value, pattern.MatchedType, pattern.InputType, pattern), open, outcomes);
        foreach (var part in pattern.PropertySubpatterns)
        {
            var further = new List<SimulationState>();
            foreach (var path in open)
                Sort(Match(path, ReadMember(path, value, part.Member), part.Pattern, depth + 1), further, outcomes);

            open = further;
        }

        foreach (var part in pattern.DeconstructionSubpatterns)
        {
            var further = new List<SimulationState>();
            foreach (var path in open)
                Sort(Match(path, value: null, part, depth + 1), further, outcomes);

            open = further;
        }

        foreach (var path in open)
        {
            Declare(path, pattern.DeclaredSymbol, value);
            outcomes.Add((path, true));
        }

        return outcomes;
    }

    private static void Sort(
        List<(SimulationState State, bool Outcome)> results,
        List<SimulationState> open,
        List<(SimulationState State, bool Outcome)> outcomes)
    {
        foreach (var (path, matches) in results)
        {
            if (matches)
                open.Add(path);
            else
                outcomes.Add((path, false));
        }
    }

    private List<(SimulationState State, bool Outcome)> MatchType(
        SimulationState state,
        AbstractValue? value,
        ITypeSymbol? type,
        ITypeSymbol? input,
        IOperation at)
    {
        if (type is null || SymbolEqualityComparer.Default.Equals(type, input) || input?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return _conditions.IsNull(state, value, at).ConvertAll(static outcome => (outcome.State, !outcome.Outcome));

        return _conditions.IsOfType(state, value, type, at);
    }

    private AbstractValue? ReadMember(SimulationState state, AbstractValue? value, IOperation member)
    {
        return member switch
        {
            IFieldReferenceOperation field => Read(field.Field, field.Field.Type),
            IPropertyReferenceOperation property => Read(property.Property, property.Property.Type),
            _ => null,
        };

        AbstractValue? Read(ISymbol symbol, ITypeSymbol type)
        {
            return value is { Kind: ValueKind.Thing } ? _places.Read(state, Slot.OfMember(value.Thing, symbol), type, member) : null;
        }
    }

    private void Declare(SimulationState state, ISymbol? symbol, AbstractValue? value)
    {
        if (symbol is not null && value is not null)
            state.Set(Slot.OfFrame(state.Top.Id, symbol), value);
    }
}
