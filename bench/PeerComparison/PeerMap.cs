using System.Collections.Immutable;
using LeakCorpus.Corpus;

namespace PeerComparison;

/// <summary>The answer of peers.txt to the question: did this finding tell the user of the bug here?</summary>
internal sealed class PeerMap
{
    private const int Tolerance = 2;

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _ids;

    private PeerMap(ImmutableDictionary<string, ImmutableArray<string>> ids)
    {
        _ids = ids;
    }

    public static PeerMap Read()
    {
        return new PeerMap(CaseFiles.Read("peers.txt")
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2))
            .ToImmutableDictionary(parts => parts[0], parts => ImmutableArray.Create(parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    /// <summary>Whether the tool has a diagnostic for what the rule is about.</summary>
    public bool Covers(string rule, Tool tool)
    {
        return IdsOf(rule).Any(id => tool.Rules.Contains(id.TrimEnd('*')));
    }

    /// <summary>Whether one of the findings tells of the bug of a case, or raises a false alarm about it.</summary>
    public bool Tells(LeakCase leak, ImmutableArray<Finding> findings)
    {
        var marked = leak.Expected.Where(expected => expected.Id == leak.Rule).Select(expected => expected.Line).ToList();
        foreach (var id in IdsOf(leak.Rule))
        {
            var anywhere = !leak.MustReport || id.EndsWith('*');
            if (findings.Any(finding => finding.Id == id.TrimEnd('*') && (anywhere || marked.Any(line => Math.Abs(line - finding.Line) <= Tolerance))))
                return true;
        }

        return false;
    }

    private ImmutableArray<string> IdsOf(string rule)
    {
        return _ids.GetValueOrDefault(rule, []).Add(rule);
    }
}
