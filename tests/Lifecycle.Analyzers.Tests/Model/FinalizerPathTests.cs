using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Model;

public sealed class FinalizerPathTests
{
    [Fact]
    public async Task Path_without_an_effect_is_empty()
    {
        Assert.Equal("", await Print("class C { ~C() { } }"));
        Assert.Equal("none", await Print("class C { void Dispose() { } }"));
    }

    [Fact]
    public async Task Shortest_way_is_named_first()
    {
        Assert.Equal(
            "Schedules: ~C -> Close -> Task.Run",
            await Print("class C { ~C() => Close(); void Close() { Far(); Task.Run(() => { }); } void Far() => Farther(); void Farther() => Task.Yield(); }"));
    }

    [Fact]
    public async Task Dropped_call_is_followed_to_what_it_starts()
    {
        Assert.Equal(
            "Schedules: ~C -> CloseAsync -> FlushAsync -> Stream.FlushAsync",
            await Print("""
                class C
                {
                    private readonly System.IO.Stream _stream = null!;
                    ~C() => _ = CloseAsync();
                    async Task CloseAsync() => await FlushAsync().ConfigureAwait(false);
                    Task FlushAsync() => _stream.FlushAsync();
                }
                """));
    }

    [Fact]
    public async Task Names_tell_what_is_passed()
    {
        Assert.Equal(
            "Schedules: ~C -> Closing -> new Closer -> Closer.Start -> lambda -> Later -> ThreadPool.QueueUserWorkItem",
            await Print("""
                class C
                {
                    ~C() => Closing = true;
                    bool Closing { set => new Closer(value); }
                }

                class Closer
                {
                    public Closer(bool now) => Start();
                    void Start() { Action start = () => Later(); start(); void Later() => ThreadPool.QueueUserWorkItem(_ => { }); }
                }
                """));
    }

    [Theory]
    [InlineData("Marshal.FreeHGlobal(_memory);", "Marshal.FreeHGlobal(_memory)")]
    [InlineData("unsafe { NativeMemory.Free(null); }", "NativeMemory.Free(null)")]
    [InlineData("_pin.Free();", "_pin.Free()")]
    [InlineData("CloseHandle(_memory);", "CloseHandle(_memory)")]
    [InlineData("Dispose(false);", "Dispose(false)")]
    [InlineData("unsafe { _free(_memory); }", "_free(_memory)")]
    [InlineData("GC.KeepAlive(this);", "")]
    public async Task Native_release_is_seen(string statement, string expected)
    {
        var model = await EngineTest.CloseModelOf("C", $$"""
            using System.Runtime.InteropServices;

            unsafe class C
            {
                private nint _memory = 0;
                private GCHandle _pin = default;
                private delegate* unmanaged<nint, void> _free = null;

                ~C() { {{statement}} }

                protected virtual void Dispose(bool disposing) { if (!disposing) Release(); }
                private void Release() => CloseHandle(_memory);

                [DllImport("kernel32")]
                private static extern bool CloseHandle(nint handle);
            }
            """);

        var path = model.GetFinalizerPath(CancellationToken.None)!;
        Assert.Equal(expected, string.Join(", ", path.NativeReleases.Select(operation => operation.Syntax.ToString())));
    }

    [Fact]
    public async Task Native_release_of_a_derived_type_is_seen()
    {
        var model = await EngineTest.CloseModelOf("C", """
            using System.Runtime.InteropServices;

            class C { ~C() => Release(); protected virtual void Release() { } }
            class D : C { private nint _memory = 0; protected override void Release() => Marshal.FreeHGlobal(_memory); }
            """);

        Assert.Single(model.GetFinalizerPath(CancellationToken.None)!.NativeReleases);
    }

    [Fact]
    public async Task Functions_that_a_member_runs_are_found()
    {
        var model = await EngineTest.CloseModelOf("C", """
            class C : IAsyncDisposable
            {
                ~C() { }
                public async ValueTask DisposeAsync() => await CloseAsync(true);
                protected virtual Task CloseAsync(bool disposing) => disposing ? InnerAsync() : Task.CompletedTask;
                private async Task InnerAsync() => await Task.Yield();
                private void Unused() { }
            }
            """);

        var path = model.GetFinalizerPath(CancellationToken.None)!;
        var close = model.Type.GetMembers("DisposeAsync").OfType<Microsoft.CodeAnalysis.IMethodSymbol>().Single();
        Assert.Superset(new HashSet<string> { "DisposeAsync", "CloseAsync", "InnerAsync" }, path.FunctionsRunBy(close).Select(function => function.Name).ToHashSet());
        Assert.DoesNotContain("Unused", path.FunctionsRunBy(close).Select(function => function.Name));
    }

    private static async Task<string> Print([StringSyntax("C#-test")] string source)
    {
        var model = await EngineTest.CloseModelOf("C", source);
        return model.GetFinalizerPath(CancellationToken.None) is { } path
            ? string.Join("\n", path.Findings.Select(finding => $"{finding.Effect}: {finding.Chain}"))
            : "none";
    }
}
