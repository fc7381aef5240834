using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed partial class TaskOutlivesResourceFixTests
{
    private const string Runnable = """
        using System;
        using System.Threading.Tasks;

        public sealed class Probe : IDisposable
        {
            private bool _isClosed;

            public async Task<string> AskAsync()
            {
                await Task.Delay(20);
                return _isClosed ? "closed" : "open";
            }

            public void Dispose() => _isClosed = true;
        }

        public static class C
        {
            public static string Last = "none";

            public static Task<string> Value()
            {
                using var probe = new Probe();
                return probe.AskAsync();
            }

            public static Task Plain(bool now)
            {
                if (now)
                    return Task.CompletedTask;

                using (var probe = new Probe())
                {
                    return Note(probe);
                }
            }

            public static Func<Task<string>> Lambda()
            {
                return () =>
                {
                    var probe = new Probe();
                    try
                    {
                        var answer = probe.AskAsync();
                        return answer;
                    }
                    finally
                    {
                        probe.Dispose();
                    }
                };
            }

            public static async Task<string> Run()
            {
                var value = await Value();
                await Plain(true);
                await Plain(false);
                return $"{value} {Last} {await Lambda()()}";
            }

            private static async Task Note(Probe probe) => Last = await probe.AskAsync();
        }
        """;

    [Fact]
    public async Task The_object_is_open_for_as_long_as_the_work_on_it_runs()
    {
        Assert.Equal("closed closed closed", await RunAsync(Runnable));

        var source = Runnable;
        for (var repairs = await Offers.ApplyAllAsync(source, Id); !repairs.IsEmpty; repairs = await Offers.ApplyAllAsync(source, Id))
        {
            Assert.DoesNotContain(repairs[0].Problems, problem => !problem.Contains(Id, StringComparison.Ordinal));
            source = repairs[0].Text;
        }

        Assert.Equal("open open open", await RunAsync(source));
    }

    private static Task<string> RunAsync(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        using var image = new MemoryStream();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        Assert.True(CSharpCompilation.Create("Outliving", [CSharpSyntaxTree.ParseText(source)], references, options).Emit(image).Success, source);
        return (Task<string>)System.Reflection.Assembly.Load(image.ToArray()).GetType("C")!.GetMethod("Run")!.Invoke(null, null)!;
    }
}
