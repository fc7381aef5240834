using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>What one rule says of a source, for tests that compare many sources.</summary>
internal static class Findings
{
    /// <summary>The findings of the rule, in the order of the source, with the severity that they have after all settings.</summary>
    public static async Task<Diagnostic[]> OfAsync(string id, [StringSyntax("C#-test")] string source, string? editorConfig = null)
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target { EditorConfig = editorConfig }.OpenAsync(workspace, source);
        var compilation = await document.Project.GetCompilationAsync();
        Assert.Empty(compilation!.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error));
        var findings = await compilation.WithAnalyzers(LifecycleTest.Hosts, document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. findings.Where(finding => finding.Id == id).OrderBy(finding => finding.Location.SourceSpan.Start)];
    }
}
