using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

/// <summary>
/// The fix as a whole: where it is offered, in what order, and that Fix All gives what fixing one by one gives. What it
/// writes in each form is tested with the writer, in GuardedClose.
/// </summary>
public sealed class DisposeAsyncUnguardedFixTests
{
    private const string Id = "LIFE201";

    private const string Usings =
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Lifecycle.Analyzers.Tests.Testing;


        """;

    [Fact]
    public async Task Close_once_returns_to_the_second_caller()
    {
        const string Fixed = Usings +
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """;
        await FixAsync(
            Usings +
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask [|DisposeAsync|]()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """,
            Fixed,
            "LIFE201.CloseOnce");
        await RunFixedCode.ClosesOnce(Fixed, rounds: 10_000);
    }

    [Fact]
    public async Task Close_once_and_share_the_task_lets_every_caller_await()
    {
        const string Fixed = Usings +
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """;
        await FixAsync(
            Usings +
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask [|DisposeAsync|]()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """,
            Fixed,
            "LIFE201.ShareTheTask");
        await RunFixedCode.ClosesOnce(Fixed, GuardStyle.Awaits, rounds: 10_000);
    }

    [Fact]
    public async Task Several_types_of_a_file_are_fixed_as_one_by_one()
    {
        await FixAsync(
            """
            using System;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;
            using CancellationTokenSource = System.Threading.CancellationTokenSource;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask [|DisposeAsync|]()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }

                private sealed class Inner : IAsyncDisposable
                {
                    private readonly Probe _probe = new();
                    private readonly CancellationTokenSource _stop = new();

                    public async ValueTask [|DisposeAsync|]()
                    {
                        _stop.Cancel();
                        await _probe.DisposeAsync();
                        _stop.Dispose();
                    }
                }
            }

            public sealed class D : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask [|DisposeAsync|]()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;
            using CancellationTokenSource = System.Threading.CancellationTokenSource;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }

                private sealed class Inner : IAsyncDisposable
                {
                    private readonly Probe _probe = new();
                    private readonly CancellationTokenSource _stop = new();
                    private int _disposed;

                    public async ValueTask DisposeAsync()
                    {
                        if (Interlocked.Exchange(ref _disposed, 1) != 0)
                            return;

                        _stop.Cancel();
                        await _probe.DisposeAsync();
                        _stop.Dispose();
                    }
                }
            }

            public sealed class D : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """,
            "LIFE201.CloseOnce",
            test => test.NumberOfIncrementalIterations = 3);
    }

    [Fact]
    public async Task Several_files_are_fixed_as_one_by_one()
    {
        const string Source =
            """
            using System;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;
            using CancellationTokenSource = System.Threading.CancellationTokenSource;

            public sealed class NAME : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask [|DisposeAsync|]()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """;
        const string Fixed =
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;
            using CancellationTokenSource = System.Threading.CancellationTokenSource;

            public sealed class NAME : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """;
        await FixAsync(
            Source.Replace("NAME", "First", StringComparison.Ordinal),
            Fixed.Replace("NAME", "First", StringComparison.Ordinal),
            "LIFE201.CloseOnce",
            test =>
            {
                test.TestState.Sources.Add(("Second.cs", Source.Replace("NAME", "Second", StringComparison.Ordinal)));
                test.FixedState.Sources.Add(("Second.cs", Fixed.Replace("NAME", "Second", StringComparison.Ordinal)));
            });
    }

    [Theory]
    [InlineData("returns", "Close once", "Close once, share the task")]
    [InlineData("awaits", "Close once, share the task", "Close once")]
    public async Task The_option_decides_which_form_is_offered_first(string value, string first, string second)
    {
        var offered = await Offers.OfAsync(
            Id,
            Usings +
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask DisposeAsync()
                {
                    _stop.Cancel();
                    await _probe.DisposeAsync();
                    _stop.Dispose();
                }
            }
            """,
            $"root = true\n[*.cs]\nlifecycle.second_close = {value}\n");
        Assert.Equal(new[] { first, second }, offered.ToArray());
    }

    [Theory]
    [InlineData("public struct C(Probe probe, CancellationTokenSource stop) : IAsyncDisposable { public async ValueTask DisposeAsync() { stop.Cancel(); await probe.DisposeAsync(); stop.Dispose(); } }")]
    public async Task Nothing_is_offered_where_no_guard_can_hold([StringSyntax("C#-test")] string source)
    {
        Assert.Empty(await Offers.OfAsync(Id, Usings + source));
    }

    private static Task FixAsync([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource, string key, Action<LifecycleTest>? configure = null)
    {
        return Verify.Fix(
            Id,
            source,
            fixedSource,
            key,
            test =>
            {
                test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Probe).Assembly.Location));
                configure?.Invoke(test);
            });
    }
}
