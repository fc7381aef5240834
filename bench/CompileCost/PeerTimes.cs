using System.Collections.Immutable;
using Bench;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompileCost;

/// <summary>
/// The time that the compiler books on each analyzer, ours and the peers' in turn on the same code: only the ratios mean
/// something, and only within one run.
/// </summary>
internal static class PeerTimes
{
    public static async Task PrintAsync(CSharpCompilation compilation, int lines, int runs)
    {
        ImmutableArray<DiagnosticAnalyzer> ours = [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer(), new OptionValueIgnored()];
        var disposable = PeerAnalyzers.Load("IDisposableAnalyzers");
        var ca2000 = PeerAnalyzers.Load("Microsoft.CodeAnalysis.NetAnalyzers").Where(analyzer => Supports(analyzer, "CA2000")).ToImmutableArray();
        if (disposable.IsEmpty || ca2000.IsEmpty)
        {
            Console.WriteLine("The packages of the peers are not there: nothing to compare with.");
            return;
        }

        var contestants = new (string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, Func<DiagnosticDescriptor, bool> TurnsOn, double Best)[]
        {
            ("ours, Recommended", ours, static _ => false, double.MaxValue),
            ("ours, all rules", ours, static _ => true, double.MaxValue),
            ("IDisposableAnalyzers", disposable, static _ => true, double.MaxValue),
            ("CA2000", ca2000, static rule => rule.Id == "CA2000", double.MaxValue),
        };

        // The first round warms up.
        for (var run = 0; run <= runs; run++)
        {
            for (var index = 0; index < contestants.Length; index++)
            {
                var time = await TimeAsync(compilation, contestants[index].Analyzers, contestants[index].TurnsOn);
                if (run > 0)
                    contestants[index].Best = Math.Min(contestants[index].Best, time);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{"",-22} {"ms",9} {"ms per 1,000 lines",19} {"of IDISP",9} {"of CA2000",9}");
        foreach (var (name, _, _, best) in contestants)
            Console.WriteLine($"{name,-22} {best,9:F1} {best / (lines / 1000.0),19:F2} {best / contestants[2].Best,9:F3} {best / contestants[3].Best,9:F3}");
    }

    private static bool Supports(DiagnosticAnalyzer analyzer, string id)
    {
        return analyzer.SupportedDiagnostics.Any(rule => rule.Id == id);
    }

    private static async Task<double> TimeAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, Func<DiagnosticDescriptor, bool> turnsOn)
    {
        var severities = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Where(turnsOn)
            .Select(static rule => rule.Id)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(static id => id, static _ => ReportDiagnostic.Warn);
        var fresh = compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees)
            .WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities));
        fresh.GetDiagnostics();
        var driver = new CompilationWithAnalyzers(fresh, analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        await driver.GetAnalyzerDiagnosticsAsync();
        var total = TimeSpan.Zero;
        foreach (var analyzer in analyzers)
            total += (await driver.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;

        return total.TotalMilliseconds;
    }
}
