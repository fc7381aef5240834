using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardLayoutTests
{
    [Fact]
    public async Task The_first_field_of_a_type_stands_above_all()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                public Probe Probe { get; } = new();

                public ValueTask DisposeAsync() => Probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private int _disposed;

                public Probe Probe { get; } = new();

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return default;

                    return Probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_region_of_fields_gets_the_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                public const int Answer = 42;
                private static readonly object Gate = new();

                #region Fields
                private readonly Probe _probe = new();
                #endregion

                #region Close
                public object Lock => Gate;

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
                #endregion
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                public const int Answer = 42;
                private static readonly object Gate = new();

                #region Fields
                private readonly Probe _probe = new();
                private int _disposed;
                #endregion

                #region Close
                public object Lock => Gate;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
                }
                #endregion
            }
            """);
    }

    [Fact]
    public async Task A_conditional_field_is_not_followed_into_its_section()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
            #if NET
                private readonly int _number = 1;
            #else
                private readonly Probe _probe = new();
            #endif

                public async ValueTask DisposeAsync()
                {
            #if NET
                    await Task.Delay(_number);
            #else
                    await _probe.DisposeAsync();
            #endif
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private int _disposed;

            #if NET
                private readonly int _number = 1;
            #else
                private readonly Probe _probe = new();
            #endif

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

            #if NET
                    await Task.Delay(_number);
            #else
                    await _probe.DisposeAsync();
            #endif
                }
            }
            """);
    }

    [Fact]
    public async Task A_conditional_close_member_keeps_its_flag_in_its_section()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

            #if NET
                public ValueTask DisposeAsync() => default;
            #else
                /// <summary>Closes.</summary>
                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            #endif
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

            #if NET
                public ValueTask DisposeAsync() => default;
            #else
                private int _disposed;

                /// <summary>Closes.</summary>
                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
                }
            #endif
            }
            """);
    }

    [Fact]
    public async Task One_line_is_unfolded()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public async ValueTask DisposeAsync() { await _probe.DisposeAsync(); }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_name_that_a_base_or_a_local_has_is_not_used()
    {
        await Writer.Guards(
            """
            public abstract class B
            {
                protected int disposed;
            }

            public sealed class C : B, IAsyncDisposable
            {
                private readonly Probe probe = new();

                public async ValueTask DisposeAsync()
                {
                    var disposeStarted = disposed;
                    await Task.Delay(disposeStarted);
                    await probe.DisposeAsync();
                }
            }
            """,
            """
            public abstract class B
            {
                protected int disposed;
            }

            public sealed class C : B, IAsyncDisposable
            {
                private readonly Probe probe = new();
                private int disposeStarted2;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref disposeStarted2, 1) != 0)
                        return;

                    var disposeStarted = disposed;
                    await Task.Delay(disposeStarted);
                    await probe.DisposeAsync();
                }
            }
            """);
    }
}
