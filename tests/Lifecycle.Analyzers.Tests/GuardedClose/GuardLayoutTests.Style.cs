using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardLayoutTests
{
    [Fact]
    public async Task Fields_without_underscore_and_with_this()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe probe = new();

                public ValueTask DisposeAsync() => this.probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe probe = new();
                private int disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref this.disposed, 1) != 0)
                        return default;

                    return this.probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task Fields_with_a_prefix_and_without_private()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                readonly Probe m_probe = new();

                public ValueTask DisposeAsync() => m_probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                readonly Probe m_probe = new();
                int m_disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref m_disposed, 1) != 0)
                        return default;

                    return m_probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task Braces_as_the_neighbours_have_them()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public void Use()
                {
                    if (_probe.IsFinished)
                    {
                        throw new InvalidOperationException();
                    }
                }

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Use()
                {
                    if (_probe.IsFinished)
                    {
                        throw new InvalidOperationException();
                    }
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    {
                        return;
                    }

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task Braces_on_the_line_and_two_spaces()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable {
              private readonly Probe _probe = new();

              public async ValueTask DisposeAsync() {
                if (_probe.IsFinished) {
                  return;
                }

                await _probe.DisposeAsync();
              }
            }
            """,
            """
            public sealed class C : IAsyncDisposable {
              private readonly Probe _probe = new();
              private int _disposed;

              public async ValueTask DisposeAsync() {
                if (Interlocked.Exchange(ref _disposed, 1) != 0) {
                  return;
                }

                if (_probe.IsFinished) {
                  return;
                }

                await _probe.DisposeAsync();
              }
            }
            """);
    }

    [Fact]
    public async Task Comments_stay_with_their_statements()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new(); // the probe
                private bool _disposed; // set when closed

                // Closes.
                public async ValueTask DisposeAsync() // there
                { // open
                    // Are we closed?
                    if (_disposed) // maybe
                        return;

                    // The probe goes.
                    await _probe.DisposeAsync(); // gone
                    // Remember it.
                    _disposed = true; // done
                } // end
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new(); // the probe
                private bool _disposed; // set when closed

                // Closes.
                public async ValueTask DisposeAsync() // there
                { // open
                    // Are we closed?
                    if (Interlocked.Exchange(ref _disposed, true)) // maybe
                        return;

                    // The probe goes.
                    await _probe.DisposeAsync(); // gone
                    // Remember it.
                    // done
                } // end
            }
            """);
    }

    [Fact]
    public async Task A_comment_in_an_expression_body_survives()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public ValueTask DisposeAsync() =>
                    // The probe goes.
                    _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return default;

                    // The probe goes.
                    return _probe.DisposeAsync();
                }
            }
            """);
    }
}
