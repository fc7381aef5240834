using System.Collections.Immutable;
using LeakCorpus.Corpus;

namespace PeerComparison;

/// <summary>
/// Prints, for each rule, recall and precision of this package and of its peers on the corpus of tests/LeakCorpus, with
/// every rule of every tool on.
/// <code>dotnet run -c Release --project bench/PeerComparison [-- cases]</code>
/// With "cases" it also prints each case and who told of it.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        var tools = Tool.All();
        var map = PeerMap.Read();
        var answers = new List<(LeakCase Case, ImmutableArray<Score> Scores)>();
        var failures = new Dictionary<string, int>();
        foreach (var leak in CaseFiles.All)
        {
            var scores = ImmutableArray.CreateBuilder<Score>();
            foreach (var tool in tools)
            {
                var findings = await CaseAnalysis.RunAsync(leak, tool.Analyzers);
                failures[tool.Name] = failures.GetValueOrDefault(tool.Name) + findings.Count(finding => finding.Id == "AD0001");
                scores.Add(Score.Of(leak.MustReport, map.Tells(leak, findings)));
            }

            answers.Add((leak, scores.ToImmutable()));
            if (args.Contains("cases"))
                Console.WriteLine($"{leak.Name} {leak.Rule} {(leak.MustReport ? "report" : "silent")}: {string.Join(", ", tools.Where((_, index) => scores[index] is { Found: 1 } or { FalseAlarms: 1 }).Select(tool => tool.Name))}");
        }

        foreach (var tool in tools)
            Console.WriteLine($"{tool.Name} {tool.Version}: {tool.Analyzers.Length} analyzers, {tool.Rules.Count} rules, {failures[tool.Name]} failures");

        Console.WriteLine();
        Console.WriteLine("Cases: to report + to stay silent. Each cell: recall (found of those to report) · precision (found of those told).");
        Console.WriteLine();
        Print(tools, map, answers);
    }

    private static void Print(ImmutableArray<Tool> tools, PeerMap map, List<(LeakCase Case, ImmutableArray<Score> Scores)> answers)
    {
        Console.WriteLine($"| Rule | Cases | {string.Join(" | ", tools.Select(tool => tool.Name))} |");
        Console.WriteLine($"|---|---|{string.Concat(tools.Select(_ => "---|"))}");
        foreach (var rule in answers.GroupBy(answer => answer.Case.Rule).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var cells = tools.Select((tool, index) => map.Covers(rule.Key, tool) ? Sum(rule, index).ToString() : "none");
            Console.WriteLine($"| {rule.Key} | {rule.Count(answer => answer.Case.MustReport)} + {rule.Count(answer => !answer.Case.MustReport)} | {string.Join(" | ", cells)} |");
        }

        var covered = tools.Select((tool, index) => Sum(answers.Where(answer => map.Covers(answer.Case.Rule, tool)), index).ToString());
        Console.WriteLine($"| those it has a rule for | | {string.Join(" | ", covered)} |");
        var totals = tools.Select((_, index) => Sum(answers, index).ToString());
        Console.WriteLine($"| all | {answers.Count(answer => answer.Case.MustReport)} + {answers.Count(answer => !answer.Case.MustReport)} | {string.Join(" | ", totals)} |");
    }

    private static Score Sum(IEnumerable<(LeakCase Case, ImmutableArray<Score> Scores)> answers, int index)
    {
        return answers.Aggregate(default(Score), (sum, answer) => sum + answer.Scores[index]);
    }
}
