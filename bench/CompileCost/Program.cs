using System.Collections.Immutable;
using System.Diagnostics;
using Lifecycle.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompileCost;

/// <summary>
/// Measures what the hosts cost on the C# files of a folder, as a ratio to an analyzer that does nothing, on one, two,
/// four and eight copies of the code; then the time that the compiler books on them and on two peers, on one copy. Of
/// several folders, each a compilation of its own, only the second is measured, and summed up.
/// <code>dotnet run -c Release --project bench/CompileCost -- [folder..] [runs]</code>
/// </summary>
internal static class Program
{
    private static readonly int[] Copies = [1, 2, 4, 8];

    private static async Task<int> Main(string[] args)
    {
        var folders = args.Where(static argument => !int.TryParse(argument, out _)).DefaultIfEmpty("samples").ToArray();
        var runs = args.Length > 0 && int.TryParse(args[^1], out var given) && given > 0 ? given : 5;
        if (folders.FirstOrDefault(static folder => !Directory.Exists(folder)) is { } missing)
        {
            Console.Error.WriteLine($"There is no folder '{missing}'. Give the folders whose C# files are to be compiled.");
            return 2;
        }

        var references = FrameworkReferences();
        var peers = PeerTimes.TryLoad();
        foreach (var folder in folders)
        {
            var files = ReadFiles(folder);
            if (files.IsEmpty)
            {
                Console.Error.WriteLine($"'{folder}' has no C# file.");
                return 2;
            }

            var lines = files.Sum(static file => file.GetText().Lines.Count);
            Console.WriteLine($"{Path.GetFileName(Path.GetFullPath(folder))}: {files.Length} files, {lines} lines, {runs} runs");
            if (folders.Length == 1)
                await PrintGrowthAsync(files, lines, references, runs);

            if (peers is not null)
                await peers.MeasureAsync(Compile(files, 1, references), lines, runs);

            Console.WriteLine();
        }

        if (folders.Length > 1)
            peers?.PrintTotal();

        return 0;
    }

    private static async Task PrintGrowthAsync(ImmutableArray<SyntaxTree> files, int lines, ImmutableArray<MetadataReference> references, int runs)
    {
        Console.WriteLine("median of the runs, milliseconds of the analyzer driver");
        Console.WriteLine($"{"lines",10} {"idle",9} {"type host",9} {"flow host",9} {"both",9} {"both/idle",9} {"ms per 1,000 lines over idle",30}");
        foreach (var copies in Copies)
        {
            var compilation = Compile(files, copies, references);
            var idle = await MedianAsync(compilation, [new IdleAnalyzer()], runs);
            var type = await MedianAsync(compilation, [new TypeLifecycleAnalyzer()], runs);
            var flow = await MedianAsync(compilation, [new FlowLifecycleAnalyzer()], runs);
            var both = await MedianAsync(compilation, [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer()], runs);
            Console.WriteLine($"{lines * copies,10} {idle,9:F1} {type,9:F1} {flow,9:F1} {both,9:F1} {both / idle,9:F2} {(both - idle) / (lines * copies / 1000.0),30:F2}");
        }

        Console.WriteLine();
    }

    private static ImmutableArray<SyntaxTree> ReadFiles(string folder)
    {
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsBuildOutput(Path.GetRelativePath(folder, file)))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Latest), file))];
    }

    private static bool IsBuildOutput(string path)
    {
        return path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "artifacts");
    }

    private static ImmutableArray<MetadataReference> FrameworkReferences()
    {
        var assemblies = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return [.. assemblies.Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];
    }

    private static CSharpCompilation Compile(ImmutableArray<SyntaxTree> files, int copies, ImmutableArray<MetadataReference> references)
    {
        var trees = new List<SyntaxTree>(files);
        var roots = CopiedCode.RootNamespaces(files);
        for (var copy = 2; copy <= copies; copy++)
        {
            foreach (var file in files)
                trees.Add(CopiedCode.Rename(file, roots, copy));
        }

        return CSharpCompilation.Create("Measured", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static async Task<double> MedianAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            // A fresh compilation each time: nothing bound, no cache of the last run.
            var fresh = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees);
            fresh.GetDiagnostics();
            var driver = new CompilationWithAnalyzers(fresh, analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
            GC.Collect();
            var clock = Stopwatch.StartNew();
            await driver.GetAnalyzerDiagnosticsAsync();
            if (run > 0)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
