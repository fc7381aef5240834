using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class DisposeUnsafeToRepeatFixTests
{
    private const string Id = "LIFE205";

    [Fact]
    public Task Close_once_returns_to_the_second_caller()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly CancellationTokenSource _stop = new();

                public void [|Dispose|]()
                {
                    // Stop the loop first.
                    _stop.Cancel();
                    _stop.Dispose();
                }
            }
            """,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    // Stop the loop first.
                    _stop.Cancel();
                    _stop.Dispose();
                }
            }
            """,
            "LIFE205.CloseOnce");
    }

    [Fact]
    public Task An_explicit_implementation_with_an_expression_body_gets_a_block()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading;

            public sealed class C(SemaphoreSlim gate) : IDisposable
            {
                void IDisposable.[|Dispose|]() => gate.Release();
            }
            """,
            """
            using System;
            using System.Threading;

            public sealed class C(SemaphoreSlim gate) : IDisposable
            {
                private int _disposed;

                void IDisposable.Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    gate.Release();
                }
            }
            """,
            "LIFE205.CloseOnce");
    }

    [Fact]
    public Task A_flag_that_the_type_has_is_claimed()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly SemaphoreSlim _gate = new(1);
                private bool _disposed;

                public void [|Dispose|]()
                {
                    _disposed = true;
                    _gate.Release();
                }

                public void Use() => ObjectDisposedException.ThrowIf(_disposed, this);
            }
            """,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly SemaphoreSlim _gate = new(1);
                private bool _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    _gate.Release();
                }

                public void Use() => ObjectDisposedException.ThrowIf(_disposed, this);
            }
            """,
            "LIFE205.CloseOnce");
    }

    [Fact]
    public Task Old_targets_get_an_int()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly CancellationTokenSource stop = new CancellationTokenSource();

                public void [|Dispose|]()
                {
                    this.stop.Cancel();
                    this.stop.Dispose();
                }
            }
            """,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly CancellationTokenSource stop = new CancellationTokenSource();
                private int disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref this.disposed, 1) != 0)
                        return;

                    this.stop.Cancel();
                    this.stop.Dispose();
                }
            }
            """,
            "LIFE205.CloseOnce",
            test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.ReferenceAssemblies = TestTargets.NetFramework472;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public Task Fix_All_guards_every_type_of_the_file()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading;

            public sealed class First(SemaphoreSlim gate) : IDisposable
            {
                public void [|Dispose|]()
                {
                    gate.Release();
                }
            }

            public class Second(SemaphoreSlim gate) : IDisposable
            {
                public void [|Dispose|]()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        gate.Release();
                }
            }
            """,
            """
            using System;
            using System.Threading;

            public sealed class First(SemaphoreSlim gate) : IDisposable
            {
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    gate.Release();
                }
            }

            public class Second(SemaphoreSlim gate) : IDisposable
            {
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        gate.Release();
                }
            }
            """,
            "LIFE205.CloseOnce");
    }

    /// <summary>The work that breaks the second time stands beside a probe, which counts.</summary>
    [Theory]
    [InlineData("public sealed class C : IDisposable { readonly Probe _probe = new(); readonly CancellationTokenSource _stop = new(); public void Dispose() { _stop.Cancel(); _stop.Dispose(); _probe.Dispose(); } }")]
    [InlineData("public sealed class C : IDisposable { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); public void Dispose() { _gate.Release(); _probe.Dispose(); } }")]
    [InlineData("public sealed class C : IDisposable { readonly Probe _probe = new(); readonly Channel<int> _items = Channel.CreateUnbounded<int>(); void IDisposable.Dispose() { _items.Writer.Complete(); _probe.Dispose(); } }")]
    [InlineData("public class C : IDisposable { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) { _gate.Release(); _probe.Dispose(); } } }")]
    [InlineData("public sealed class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); public void Dispose() { _gate.Release(); _probe.Dispose(); } public async ValueTask DisposeAsync() { _gate.Release(); await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); public void Dispose() { _gate.Release(); _probe.Dispose(); } public ValueTask DisposeAsync() { Dispose(); return default; } }")]
    [InlineData("public sealed record C : IDisposable { readonly Probe _probe = new(); bool _closed; readonly SemaphoreSlim _gate = new(0, 1); public void Dispose() { _closed = true; _gate.Release(); _probe.Dispose(); } public bool IsOpen => !_closed; }")]
    [InlineData("public sealed class C<T> : IDisposable { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); public void Dispose() { try { _gate.Release(); } finally { _probe.Dispose(); } } }")]
    [InlineData("public sealed class C : System.IO.MemoryStream { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); protected override void Dispose(bool disposing) { if (disposing) { _gate.Release(); _probe.Dispose(); } base.Dispose(disposing); } }")]
    [InlineData("public class A : IDisposable { public virtual void Dispose() { } } public sealed class C : A { readonly Probe _probe = new(); readonly SemaphoreSlim _gate = new(0, 1); public override void Dispose() { _gate.Release(); _probe.Dispose(); base.Dispose(); } }")]
    public async Task Fixed_code_runs_its_work_once(string type)
    {
        const string usings = "using System; using System.Threading; using System.Threading.Channels; using System.Threading.Tasks; using Lifecycle.Analyzers.Tests.Testing;\n";
        var (_, text, problems) = (await Offers.ApplyAllAsync(usings + type, Id))[0];
        Assert.Empty(problems);
        await RunFixedCode.ClosesOnce(text, rounds: 20);
    }

    [Fact]
    public async Task Sharing_a_task_is_not_offered_where_there_is_none()
    {
        Assert.Equal("Close once", string.Join(", ", await Offers.OfAsync(Id, """
            using System;
            using System.Threading;

            public sealed class C(SemaphoreSlim gate) : IDisposable
            {
                public void Dispose() => gate.Release();
            }
            """)));
    }
}
