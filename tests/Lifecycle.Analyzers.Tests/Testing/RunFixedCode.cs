using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>
/// Compiles code that a fix wrote and runs it: whoever closes an object, however often, from however many threads and
/// in whatever order, each <see cref="Probe"/> that it owns is closed exactly once, and nothing is thrown.
/// </summary>
internal static class RunFixedCode
{
    private const int Callers = 100;
    private const int Threads = 4;
    /// <summary>How often many callers close an object at once, unless a test asks for more.</summary>
    public const int Rounds = 100;

    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll")
            .Append(typeof(Probe).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>Runs every scenario on the type, which has a constructor without parameters that makes the probes.</summary>
    public static async Task ClosesOnce([StringSyntax("C#-test")] string source, GuardStyle style = GuardStyle.Returns, string typeName = "C", int rounds = Rounds)
    {
        var context = new AssemblyLoadContext("fixed code", isCollectible: true);
        try
        {
            var type = Load(context, source, typeName);
            await InSequence(type, style);
            await AtOnce(type, style, rounds);
            await WhenItThrows(type, style);
            await WithTheCollector(type);
            WhenTheConstructorThrew(type);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Runs closes in which one of the probes throws: the others are released all the same, and the exception comes out.</summary>
    public static async Task ReleasesTheRest([StringSyntax("C#-test")] string source, string typeName = "C")
    {
        var context = new AssemblyLoadContext("fixed code", isCollectible: true);
        try
        {
            var type = Load(context, source, typeName);
            var example = Subject.Create(type);
            for (var kind = 0; kind < example.Closes.Length; kind++)
            {
                for (var throwing = 0; throwing < example.Probes.Count; throwing++)
                {
                    var subject = Subject.Create(type);
                    subject.Probes[throwing].Throws = true;
                    await Assert.ThrowsAsync<ProbeException>(() => subject.Close(kind, GuardStyle.Returns));
                    subject.AssertClosedOnce($"when probe {throwing} throws in close {kind}");
                }
            }
        }
        finally
        {
            context.Unload();
        }
    }

    private static Type Load(AssemblyLoadContext context, string source, string typeName)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        var compilation = CSharpCompilation.Create("Fixed", [CSharpSyntaxTree.ParseText(source)], Framework.Value, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var problems = result.Diagnostics.Where(problem => problem.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(problems.Count == 0, $"{string.Join("; ", problems)}\n{source}");

        image.Position = 0;
        var type = context.LoadFromStream(image).GetTypes().Single(candidate => candidate.Name.Split('`')[0] == typeName);
        return type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(string)) : type;
    }

    private static async Task InSequence(Type type, GuardStyle style)
    {
        var kinds = Subject.Create(type).Closes.Length;
        for (var first = 0; first < kinds; first++)
        {
            for (var second = 0; second < kinds; second++)
            {
                var subject = Subject.Create(type);
                await subject.Close(first, style);
                subject.AssertClosedOnce($"after close {first}");
                await subject.Close(second, style);
                subject.AssertClosedOnce($"after close {first} and {second}");
            }
        }
    }

    private static async Task AtOnce(Type type, GuardStyle style, int rounds)
    {
        var subjects = Enumerable.Range(0, rounds).Select(_ => Subject.Create(type)).ToArray();
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                var pending = new List<Task>();
                foreach (var subject in subjects)
                {
                    start.SignalAndWait();
                    for (var caller = 0; caller < Callers / Threads; caller++)
                        pending.Add(subject.Close((thread + caller) % subject.Closes.Length, style));
                }

                return Task.WhenAll(pending);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        await Task.WhenAll(threads);
        foreach (var subject in subjects)
            subject.AssertClosedOnce($"after {Callers} closes at once");
    }

    private static async Task WhenItThrows(Type type, GuardStyle style)
    {
        for (var kind = 0; kind < Subject.Create(type).Closes.Length; kind++)
        {
            var subject = Subject.Create(type);
            var first = subject.Probes[0];
            first.Throws = true;
            await Assert.ThrowsAsync<ProbeException>(() => subject.Close(kind, style));
            Assert.Equal(1, first.Closes);
            if (style == GuardStyle.Returns || !subject.IsAsync(kind))
                await subject.Close(kind, GuardStyle.Returns);
            else
                await Assert.ThrowsAsync<ProbeException>(() => subject.Close(kind, style));

            Assert.All(subject.Probes, probe => Assert.InRange(probe.Closes, 0, 1));
        }
    }

    private static async Task WithTheCollector(Type type)
    {
        var closed = await CloseAndForget(type);
        var forgotten = Forget(type);
        for (var turn = 0; turn < 3; turn++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(closed, probe => Assert.Equal(1, probe.Closes));
        Assert.All(forgotten, probe => Assert.InRange(probe.Closes, 0, 1));
    }

    /// <summary>The collector also finalizes an object whose constructor threw before it had set anything.</summary>
    private static void WhenTheConstructorThrew(Type type)
    {
        var finalizer = type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic, []);
        if (finalizer is null || finalizer.DeclaringType == typeof(object))
            return;

        var unfinished = RuntimeHelpers.GetUninitializedObject(type);
        GC.SuppressFinalize(unfinished);
        finalizer.Invoke(unfinished, null);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<Probe>> CloseAndForget(Type type)
    {
        var subject = Subject.Create(type);
        await subject.Close(0, GuardStyle.Returns);
        return subject.Probes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<Probe> Forget(Type type)
    {
        return Subject.Create(type).Probes;
    }

    /// <summary>One object, the probes it owns and the ways to close it.</summary>
    private sealed record Subject(List<Probe> Probes, Func<ValueTask>[] Closes, int AsyncCloses)
    {
        public static Subject Create(Type type)
        {
            var (value, probes) = Probe.Record(() => Activator.CreateInstance(type, nonPublic: true)!);
            Assert.NotEmpty(probes);
            var closes = new List<Func<ValueTask>>();
            if (value is IAsyncDisposable asyncDisposable)
                closes.Add(asyncDisposable.DisposeAsync);
            else if (type.GetMethod("DisposeAsync", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { } method)
                closes.Add(() => method.Invoke(value, null) switch { Task task => new ValueTask(task), var result => (ValueTask)result! });

            var asyncCloses = closes.Count;
            if (value is IDisposable disposable)
            {
                closes.Add(() =>
                {
                    disposable.Dispose();
                    return ValueTask.CompletedTask;
                });
            }

            Assert.NotEmpty(closes);
            return new Subject(probes, [.. closes], asyncCloses);
        }

        public bool IsAsync(int kind)
        {
            return kind < AsyncCloses;
        }

        public async Task Close(int kind, GuardStyle style)
        {
            await Closes[kind]();
            if (style == GuardStyle.Awaits && IsAsync(kind))
                Assert.All(Probes, probe => Assert.True(probe.IsFinished, "The close was awaited, but had not come to its end."));
        }

        public void AssertClosedOnce(string when)
        {
            Assert.All(Probes, probe => Assert.True(probe.Closes == 1, $"{when}: closed {probe.Closes} times"));
        }
    }
}
