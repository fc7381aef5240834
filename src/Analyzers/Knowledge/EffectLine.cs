namespace Lifecycle.Analyzers.Knowledge;

/// <summary>Reads one line of <c>effects.txt</c>: <c>id = kind[, fact]*[: reason]</c>.</summary>
internal static class EffectLine
{
    public static (string Id, Effect Effect) Parse(string line)
    {
        var equals = line.IndexOf(" = ", StringComparison.Ordinal);
        if (equals < 0)
            throw new FormatException($"No ' = ' in '{line}'.");

        var id = line.Substring(0, equals);
        var rest = line.Substring(equals + 3);
        var reason = string.Empty;
        var colon = rest.IndexOf(": ", StringComparison.Ordinal);
        if (colon >= 0)
        {
            reason = rest.Substring(colon + 2);
            rest = rest.Substring(0, colon);
        }

        var words = rest.Split(',');
        var effect = new Effect(ParseKind(words[0].Trim(), line), reason);
        for (var i = 1; i < words.Length; i++)
            effect = Add(effect, words[i].Trim(), line);

        return (id, effect);
    }

    private static EffectKind ParseKind(string word, string line)
    {
        return word switch
        {
            "neutral" => EffectKind.Neutral,
            "safe" => EffectKind.Safe,
            "unknown" => EffectKind.Unknown,
            "unsafe" => EffectKind.Unsafe,
            _ => throw new FormatException($"Unknown kind '{word}' in '{line}'."),
        };
    }

    private static Effect Add(Effect effect, string fact, string line)
    {
        return fact switch
        {
            "throws" => effect with { Throws = true },
            "throws once disposed" => effect with { ThrowsOnceDisposed = true },
            "disposes" => effect with { Disposes = true },
            "changes" => effect with { Changes = true },
            "fresh" => effect with { IsFresh = true },
            "empties" => effect with { Empties = true },
            "iterates" => effect with { Iterates = true },
            "drains" => effect with { Drains = true },
            "runs" => effect with { Runs = true },
            "same" => effect with { ReturnsSame = true },
            "hooks" => effect with { Hooks = true },
            "empty" => effect with { IsEmpty = true },
            "enters" => effect with { Enters = true },
            "leaves" => effect with { Leaves = true },
            "exact" => effect with { IsExact = true },
            _ when fact.StartsWith("throws T:", StringComparison.Ordinal) => effect with { Throws = true, Exception = fact.Substring("throws ".Length) },
            _ when fact.StartsWith("sets ", StringComparison.Ordinal) => effect with { Sets = fact.Substring(5) },
            _ => throw new FormatException($"Unknown fact '{fact}' in '{line}'."),
        };
    }
}
