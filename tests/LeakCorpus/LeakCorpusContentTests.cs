using System.Text.RegularExpressions;
using LeakCorpus.Corpus;
using Microsoft.CodeAnalysis;

namespace LeakCorpus;

/// <summary>What a corpus has to be so that its numbers mean something.</summary>
public sealed partial class LeakCorpusContentTests
{
    private static readonly Dictionary<string, char> Hundreds = new()
    {
        ["Finalizers"] = '1',
        ["IdempotentClose"] = '2',
        ["Ownership"] = '3',
        ["EventLoop"] = '4',
        ["Usage"] = '5',
    };

    public static TheoryData<string> Names => [.. CaseFiles.All.Select(leak => leak.Name)];

    public static TheoryData<string> Families => [.. Hundreds.Keys];

    [Fact]
    public void There_are_enough_cases()
    {
        Assert.True(CaseFiles.All.Length >= 120, $"{CaseFiles.All.Length} cases");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Both_sides_of_a_family_weigh_about_the_same(string family)
    {
        var cases = CaseFiles.All.Where(leak => leak.Family == family).ToList();
        var reported = cases.Count(leak => leak.MustReport);
        var silent = cases.Count - reported;
        Assert.True(cases.Count >= 8, $"{family}: {cases.Count} cases");
        Assert.True(Math.Abs(reported - silent) <= Math.Max(2, cases.Count / 5), $"{family}: {reported} to report, {silent} silent");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_compiles(string name)
    {
        Assert.Empty(CaseAnalysis.Compile(Case(name)).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_header_of_a_case_fits_its_code(string name)
    {
        var leak = Case(name);
        Assert.Matches(IssueNumber(), leak.Source);
        Assert.Matches($"^LIFE{Hundreds[leak.Family]}[0-9][0-9]$", leak.Rule);
        Assert.True(leak.Description.Length > 20, "The header does not say what the case is about.");
        Assert.Equal(leak.MustReport, leak.Expected.Any(finding => finding.Id == leak.Rule));
        Assert.Equal(leak.MustReport, leak.Expected.Length > 0);
    }

    [Fact]
    public void No_two_cases_are_the_same_program()
    {
        Assert.Empty(CaseFiles.All.GroupBy(leak => leak.Body).Where(group => group.Count() > 1).Select(group => string.Join(", ", group.Select(leak => leak.Name))));
    }

    private static LeakCase Case(string name)
    {
        return CaseFiles.All.Single(leak => leak.Name == name);
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+#[0-9]+$")]
    private static partial Regex IssueNumber();
}
