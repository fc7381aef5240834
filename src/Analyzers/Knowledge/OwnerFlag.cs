using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>A boolean parameter that decides what becomes of another one: <c>leaveOpen</c>, <c>disposeHandler</c>, <c>ownsStream</c>.</summary>
/// <param name="Parameter">The position of the parameter that is decided about.</param>
/// <param name="Flag">The position of the flag.</param>
/// <param name="Value">The value with which the fate is the one below; null when the name does not say.</param>
/// <param name="Fate">What becomes of the parameter then; otherwise it is only used.</param>
internal sealed record OwnerFlag(int Parameter, int Flag, bool? Value, ArgumentFate Fate)
{
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>The flag that a parameter is for another one by their names; null when it is none.</summary>
    public static OwnerFlag? ByConvention(IParameterSymbol flag, IParameterSymbol parameter)
    {
        if (flag.Type.SpecialType != SpecialType.System_Boolean || MeaningOf(flag.Name) is var meaning && meaning == FlagMeaning.None || SpeaksOfAnother(flag, parameter))
            return null;

        return new OwnerFlag(
            parameter.Ordinal,
            flag.Ordinal,
            meaning switch { FlagMeaning.ClosesWhenTrue => true, FlagMeaning.ClosesWhenFalse => false, _ => null },
            ArgumentFate.Kept);
    }

    /// <summary>What a flag of this name says about who closes.</summary>
    public static FlagMeaning MeaningOf(string name)
    {
        if (name.StartsWith("leave", AnyCase) || name.StartsWith("keep", AnyCase))
            return name.EndsWith("Open", AnyCase) ? FlagMeaning.ClosesWhenFalse : name.StartsWith("leave", AnyCase) ? FlagMeaning.Unclear : FlagMeaning.None;

        if (name.StartsWith("dispose", AnyCase))
            return SaysWhen(name, "dispose".Length) ? FlagMeaning.Unclear : FlagMeaning.ClosesWhenTrue;

        // ownsStream, contextOwnsConnection
        if (name.StartsWith("owns", AnyCase) || name.IndexOf("Owns", StringComparison.Ordinal) > 0 || name.StartsWith("takeOwnership", AnyCase) || name.StartsWith("takesOwnership", AnyCase) || name.StartsWith("transferOwnership", AnyCase))
            return FlagMeaning.ClosesWhenTrue;

        return FlagMeaning.None;
    }

    /// <summary>What becomes of the parameter in a call with these arguments.</summary>
    public ArgumentFate FateIn(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal != Flag)
                continue;

            if (Value is not { } expected || argument.Value.ConstantValue is not { HasValue: true, Value: bool given })
                return ArgumentFate.Unknown;

            return given == expected ? Fate : ArgumentFate.Used;
        }

        return ArgumentFate.Unknown;
    }

    /// <summary><c>disposeOnError</c>, <c>disposeAfterUse</c>: a time is named, not who is responsible.</summary>
    private static bool SaysWhen(string name, int start)
    {
        return string.Compare(name, start, "On", 0, 2, StringComparison.Ordinal) == 0
            || string.Compare(name, start, "If", 0, 2, StringComparison.Ordinal) == 0
            || string.Compare(name, start, "When", 0, 4, StringComparison.Ordinal) == 0;
    }

    /// <summary>With several resources a flag speaks of the one that it names: <c>disposeHandler</c> of <c>handler</c>.</summary>
    private static bool SpeaksOfAnother(IParameterSymbol flag, IParameterSymbol parameter)
    {
        if (Names(flag, parameter) || parameter.ContainingSymbol is not IMethodSymbol method)
            return false;

        foreach (var other in method.Parameters)
        {
            if (other.Ordinal != flag.Ordinal && other.Type.SpecialType == SpecialType.None && Names(flag, other))
                return true;
        }

        return false;
    }

    private static bool Names(IParameterSymbol flag, IParameterSymbol parameter)
    {
        return parameter.Name.Length > 2 && flag.Name.IndexOf(parameter.Name, AnyCase) > 0;
    }
}

/// <summary>What the name of a flag says about who closes.</summary>
internal enum FlagMeaning
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>With true the one who is given the resource closes it.</summary>
    ClosesWhenTrue,

    /// <summary>With false the one who is given the resource closes it.</summary>
    ClosesWhenFalse,

    /// <summary>It is about closing, but the name does not say which value means what.</summary>
    Unclear,
}
