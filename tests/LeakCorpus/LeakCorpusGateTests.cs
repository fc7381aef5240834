using Lifecycle.Analyzers;
using LeakCorpus.Corpus;

namespace LeakCorpus;

/// <summary>
/// Every case is answered as its label says, with every rule on: each marked line is reported by the marked rules, and
/// nothing else is. What is answered wrongly stands in Exceptions.txt with its reason, for as long as it is so.
/// </summary>
public sealed class LeakCorpusGateTests
{
    public static TheoryData<string> Answered => [.. CaseFiles.All.Select(leak => leak.Name).Where(name => !ListedExceptions.All.ContainsKey(name))];

    public static TheoryData<string> Excepted => [.. CaseFiles.All.Select(leak => leak.Name).Where(ListedExceptions.All.ContainsKey)];

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task A_case_is_answered_as_its_label_says(string name)
    {
        var difference = await DifferenceAsync(name);
        Assert.True(difference.Length == 0, $"{name}: {difference}");
    }

    [Theory]
    [MemberData(nameof(Excepted))]
    public async Task An_exception_is_still_one(string name)
    {
        var difference = await DifferenceAsync(name);
        Assert.True(difference.Length > 0, $"{name} is answered as its label says: delete its line in tests/LeakCorpus/Exceptions.txt.");
    }

    [Fact]
    public void Every_exception_names_a_case_and_gives_a_reason()
    {
        Assert.Empty(ListedExceptions.All.Keys.Except(CaseFiles.All.Select(leak => leak.Name)));
        Assert.Empty(ListedExceptions.All.Where(exception => exception.Value.Length < 15).Select(exception => exception.Key));
    }

    private static async Task<string> DifferenceAsync(string name)
    {
        var leak = CaseFiles.All.Single(leak => leak.Name == name);
        var reported = await CaseAnalysis.RunAsync(leak, [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer()]);
        var missing = leak.Expected.Except(reported).Select(finding => $"not reported: {finding}");
        var extra = reported.Except(leak.Expected).Select(finding => $"reported without being marked: {finding}");
        return string.Join("; ", missing.Concat(extra));
    }
}
