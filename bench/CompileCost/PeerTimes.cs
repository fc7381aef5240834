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
internal sealed class PeerTimes
{
    private readonly Contestant[] _contestants;
    private readonly double[] _totals;
    private int _lines;

    private PeerTimes(Contestant[] contestants)
    {
        _contestants = contestants;
        _totals = new double[contestants.Length];
    }

    /// <summary>Loads the peers, or returns null, and says so, where their packages are not there.</summary>
    public static PeerTimes? TryLoad()
    {
        ImmutableArray<DiagnosticAnalyzer> ours = [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer(), new OptionValueIgnored()];
        var disposable = PeerAnalyzers.Load("IDisposableAnalyzers");
        var ca2000 = PeerAnalyzers.Load("Microsoft.CodeAnalysis.NetAnalyzers").Where(analyzer => Supports(analyzer, "CA2000")).ToImmutableArray();
        if (disposable.IsEmpty || ca2000.IsEmpty)
        {
            Console.WriteLine("The packages of the peers are not there: nothing to compare with.");
            return null;
        }

        return new PeerTimes(
        [
            new("ours, Recommended", ours, static _ => false),
            new("ours, all rules", ours, static _ => true),
            new("IDisposableAnalyzers", disposable, static _ => true),
            new("CA2000", ca2000, static rule => rule.Id == "CA2000"),
        ]);
    }

    /// <summary>Measures one compilation and prints it.</summary>
    public async Task MeasureAsync(CSharpCompilation compilation, int lines, int runs)
    {
        var best = new double[_contestants.Length];
        Array.Fill(best, double.MaxValue);

        // The first round warms up.
        for (var run = 0; run <= runs; run++)
        {
            for (var index = 0; index < best.Length; index++)
            {
                var time = await TimeAsync(compilation, _contestants[index].Analyzers, _contestants[index].TurnsOn);
                if (run > 0)
                    best[index] = Math.Min(best[index], time);
            }
        }

        _lines += lines;
        for (var index = 0; index < best.Length; index++)
            _totals[index] += best[index];

        Print(best, lines);
    }

    /// <summary>Prints the sum of what was measured.</summary>
    public void PrintTotal()
    {
        Print(_totals, _lines);
    }

    private void Print(double[] times, int lines)
    {
        Console.WriteLine($"{$"{lines} lines",-22} {"ms",9} {"ms per 1,000 lines",19} {"of IDISP",9} {"of CA2000",9}");
        for (var index = 0; index < times.Length; index++)
            Console.WriteLine($"{_contestants[index].Name,-22} {times[index],9:F1} {times[index] / (lines / 1000.0),19:F2} {times[index] / times[2],9:F3} {times[index] / times[3],9:F3}");
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

    private sealed record Contestant(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, Func<DiagnosticDescriptor, bool> TurnsOn);
}
