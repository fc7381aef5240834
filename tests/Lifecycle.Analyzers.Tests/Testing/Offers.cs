using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lifecycle.Analyzers.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>The light bulbs that a source gets, and what each makes of it.</summary>
internal static class Offers
{
    /// <summary>The titles that are offered for the findings of the rule, in the order of the light bulb; fails when it finds nothing.</summary>
    public static async Task<ImmutableArray<string>> OfAsync(string id, [StringSyntax("C#-test")] string source, string? editorConfig = null)
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target { EditorConfig = editorConfig }.OpenAsync(workspace, source);
        var findings = await FindAsync(document, [id]);
        Assert.NotEmpty(findings);
        return [.. (await RepairsAsync(document, findings)).Select(repair => repair.Title)];
    }

    /// <summary>What each repair makes of the source, with the warnings that are new and what the rules still say.</summary>
    public static async Task<ImmutableArray<(string Title, string Text, string[] Problems)>> ApplyAllAsync([StringSyntax("C#-test")] string source, params string[] ids)
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target().OpenAsync(workspace, source);
        var before = await ProblemsAsync(document);
        var results = ImmutableArray.CreateBuilder<(string, string, string[])>();
        foreach (var repair in await RepairsAsync(document, await FindAsync(document, ids)))
        {
            var changed = await LifecycleFix.ApplyAsync(repair, CancellationToken.None);
            var left = (await FindAsync(changed, ids)).Select(finding => finding.ToString());
            results.Add((repair.Title, (await changed.GetTextAsync()).ToString(), [.. (await ProblemsAsync(changed)).Except(before), .. left]));
        }

        return results.ToImmutable();
    }

    private static async Task<Diagnostic[]> FindAsync(Document document, string[] ids)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var findings = await compilation!.WithAnalyzers(LifecycleTest.Hosts, document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. findings.Where(finding => ids.Contains(finding.Id))];
    }

    private static async Task<List<Repair>> RepairsAsync(Document document, Diagnostic[] findings)
    {
        var repairs = new List<Repair>();
        foreach (var finding in findings)
        {
            foreach (var fix in LifecycleTest.AllFixes.Where(fix => fix.FixableDiagnosticIds.Contains(finding.Id)))
                repairs.AddRange(await ((LifecycleFix)fix).FindRepairsAsync(document, finding, CancellationToken.None));
        }

        return repairs;
    }

    private static async Task<List<string>> ProblemsAsync(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync();
        return [.. compilation!.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).Select(problem => problem.Id + ": " + problem.GetMessage(CultureInfo.InvariantCulture))];
    }
}
