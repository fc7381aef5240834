using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>
/// One line of a knowledge file: <c>id = fact[, fact]*</c>. The facts are read when somebody asks, as most lines speak of
/// libraries that a compilation does not use.
/// </summary>
/// <param name="Kind">T for a type, M for a method or constructor, P for a property.</param>
/// <param name="Type">The documentation-comment id of the type, without its prefix.</param>
/// <param name="Member">The member's name as it stands in an id; null for a line about a type.</param>
/// <param name="Parameters">The parameters in parentheses; null when the line stands for all overloads.</param>
/// <param name="Text">The facts as they are written.</param>
internal sealed record OwnershipLine(char Kind, string Type, string? Member, string? Parameters, string Text)
{
    private static readonly char[] WhiteSpace = { ' ', '\t' };

    /// <summary>The documentation-comment id.</summary>
    public string Id => Kind + ":" + Type + (Member is null ? null : "." + Member + Parameters);

    /// <summary>False for what holds no line: nothing, or a comment alone.</summary>
    public static bool IsLine(string text)
    {
        var trimmed = text.TrimStart();
        return trimmed.Length > 0 && trimmed[0] != '#';
    }

    /// <summary>Reads the id of a line; null, with the reason, when it has none.</summary>
    public static OwnershipLine? TryRead(string text, out string? problem)
    {
        problem = null;
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        var line = (comment < 0 ? text : text.Substring(0, comment)).Trim();
        var equals = line.IndexOf('=');
        if (equals < 0)
        {
            problem = "a line is written 'id = fact, fact'";
            return null;
        }

        var id = line.Substring(0, equals).TrimEnd();
        var facts = line.Substring(equals + 1).TrimStart();
        if (id.Length < 3 || id[1] != ':' || id[0] is not ('T' or 'M' or 'P') || id.IndexOfAny(WhiteSpace) >= 0)
        {
            problem = "a line begins with a documentation comment id: 'T:', 'M:' or 'P:' and the full name";
            return null;
        }

        if (id[0] == 'T')
            return new OwnershipLine('T', id.Substring(2), null, null, facts);

        var parenthesis = id.IndexOf('(');
        var end = parenthesis < 0 ? id.Length : parenthesis;
        var dot = id.LastIndexOf('.', end - 1);
        if (dot <= 2 || dot == end - 1)
        {
            problem = "the id of a member is written 'M:Namespace.Type.Member'";
            return null;
        }

        var parameters = parenthesis < 0 ? null : id.Substring(parenthesis);
        return new OwnershipLine(id[0], id.Substring(2, dot - 2), id.Substring(dot + 1, end - dot - 1), parameters, facts);
    }

    /// <summary>Reads the facts; null, with the reason, when one of them is none.</summary>
    public OwnershipFacts? TryReadFacts(out string? problem)
    {
        problem = null;
        var facts = new OwnershipFacts();
        foreach (var part in Text.Split(','))
        {
            var words = part.Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries);
            if (Add(facts, words) is not { } more)
            {
                problem = words.Length == 0 ? "a fact is missing" : $"'{part.Trim()}' is no fact about a {(Kind == 'T' ? "type" : "member")}";
                return null;
            }

            facts = more;
        }

        return facts;
    }

    private OwnershipFacts? Add(OwnershipFacts facts, string[] words)
    {
        switch (words)
        {
            case ["nothing", "to", "close"]:
                return facts with { NeedsClosing = false };
            case ["to", "close"] when Kind == 'T':
                return facts with { NeedsClosing = true };
            case ["uses", OwnershipFacts.Everything]:
                return With(facts, OwnershipFacts.Everything, ArgumentFate.Used);
        }

        if (Kind == 'T')
            return null;

        return words switch
        {
            ["fresh"] => facts with { IsFresh = true },
            ["borrowed"] => facts with { IsFresh = false },
            ["fresh", var parameter] => With(facts, parameter, ArgumentFate.Unknown),
            ["returns", var parameter] => facts with { Returned = parameter },
            [var verb, var parameter] when FateOf(verb) is { } fate => With(facts, parameter, fate),
            [var verb, var parameter, "if", var flag] when FateOf(verb) is { } fate => With(facts, parameter, fate, flag, true),
            [var verb, var parameter, "unless", var flag] when FateOf(verb) is { } fate => With(facts, parameter, fate, flag, false),
            _ => null,
        };
    }

    private static OwnershipFacts With(OwnershipFacts facts, string parameter, ArgumentFate fate, string? flag = null, bool flagValue = true)
    {
        return facts with { Parameters = facts.Parameters.Add(new ParameterFact(parameter, fate, flag, flagValue)) };
    }

    private static ArgumentFate? FateOf(string verb)
    {
        return verb switch
        {
            "closes" => ArgumentFate.Closed,
            "keeps" => ArgumentFate.Kept,
            "holds" => ArgumentFate.Retained,
            "uses" => ArgumentFate.Used,
            _ => null,
        };
    }
}
