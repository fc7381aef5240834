using System.Collections.Immutable;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>An example of a document as the one file of a project with the usings that the SDK gives a console project.</summary>
internal sealed class ExampleProject : IDisposable
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly AdhocWorkspace _workspace = new();
    private readonly DocumentId _document;
    private Solution _solution;

    private ExampleProject(string code, string? config, string shown, IEnumerable<MetadataReference> references)
    {
        var project = ProjectId.CreateNewId();
        _document = DocumentId.CreateNewId(project);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            specificDiagnosticOptions: ShippedRule.All.ToDictionary(rule => rule.Id, rule => IsShown(rule, shown) ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress)

                // As in the SDK: packages are built against older versions of the framework.
                .Append(new("CS1701", ReportDiagnostic.Suppress)));

        _solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(project, VersionStamp.Default, "Example", "Example", LanguageNames.CSharp))
            .WithProjectCompilationOptions(project, options)
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.Latest))
            .WithProjectMetadataReferences(project, references)
            .AddDocument(DocumentId.CreateNewId(project), "Usings.cs", SourceText.From(ImplicitUsings), filePath: "/Usings.cs")
            .AddDocument(_document, "Example.cs", SourceText.From(code), filePath: "/Example.cs");
        if (config is not null)
            _solution = _solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(project), ".editorconfig", SourceText.From(config), filePath: "/.editorconfig");
    }

    private Document Document => _solution.GetDocument(_document)!;

    /// <summary>A project of one file, in which all rules warn. A hidden rule tells nobody: it warns where <paramref name="shown"/> names it.</summary>
    public static async Task<ExampleProject> CreateAsync(string code, string? config = null, string shown = "")
    {
        return new ExampleProject(code, config, shown, await TestTargets.Net10WithContainer.ResolveAsync(LanguageNames.CSharp, CancellationToken.None));
    }

    private static bool IsShown(ShippedRule rule, string shown)
    {
        return rule.Descriptor.DefaultSeverity != DiagnosticSeverity.Hidden || shown.Contains(rule.Id, StringComparison.Ordinal);
    }

    public async Task<string> ReadAsync()
    {
        return (await Document.GetTextAsync()).ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Adds another file of the project.</summary>
    public void Add(string name, string code)
    {
        _solution = _solution.AddDocument(DocumentId.CreateNewId(_document.ProjectId), name, SourceText.From(code), filePath: "/" + name);
    }

    /// <summary>What the compiler has to say, hints left out.</summary>
    public async Task<ImmutableArray<Diagnostic>> CompileAsync()
    {
        var compilation = await Document.Project.GetCompilationAsync();
        return [.. compilation!.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>What the rules of the package report, by place.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync()
    {
        var compilation = await Document.Project.GetCompilationAsync();
        var analysis = compilation!.WithAnalyzers([.. ShippedRule.Analyzers()], Document.Project.AnalyzerOptions);
        var found = await analysis.GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>The changes that the light bulb offers for a finding.</summary>
    public async Task<ImmutableArray<CodeAction>> OffersAsync(Diagnostic diagnostic)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (var fix in LifecycleTest.AllFixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        return actions.ToImmutable();
    }

    /// <summary>Takes one of the offered changes over.</summary>
    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        _solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    public void Dispose()
    {
        _workspace.Dispose();
    }
}
