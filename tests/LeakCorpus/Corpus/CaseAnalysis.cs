using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakCorpus.Corpus;

/// <summary>Compiles a case as a library for the newest target, and runs analyzers over it with every rule on.</summary>
internal static class CaseAnalysis
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<MetadataReference> References = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "refs"), "*.dll")
        .Order(StringComparer.Ordinal)
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Compile(LeakCase leak)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        return CSharpCompilation.Create(
            "Case",
            [CSharpSyntaxTree.ParseText(Usings, parse, "Usings.cs"), CSharpSyntaxTree.ParseText(leak.Text, parse, leak.Name + ".cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>What the analyzers report in the case, in order; that one of them fails is a finding like any other (AD0001).</summary>
    public static async Task<ImmutableArray<Finding>> RunAsync(LeakCase leak, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = Compile(leak);
        var everyRule = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct();
        var options = compilation.Options.WithSpecificDiagnosticOptions(everyRule.ToDictionary(id => id, _ => ReportDiagnostic.Warn));
        var driver = compilation.WithOptions(options).WithAnalyzers(analyzers);
        var reported = await driver.GetAnalyzerDiagnosticsAsync();
        return [.. reported.Select(diagnostic => new Finding(LineOf(diagnostic), diagnostic.Id)).Order()];
    }

    private static int LineOf(Diagnostic diagnostic)
    {
        return diagnostic.Location.IsInSource ? diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1 : 0;
    }
}
