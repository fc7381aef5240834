using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardTests
{
    [Fact]
    public async Task A_record()
    {
        await Writer.Guards(
            """
            public sealed record C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed record C : IAsyncDisposable
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
    public async Task A_primary_constructor()
    {
        await Writer.Guards(
            """
            public sealed class C(int number) : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public C()
                    : this(1)
                {
                }

                public int Number => number;

                public ValueTask DisposeAsync() => _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C(int number) : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public C()
                    : this(1)
                {
                }

                public int Number => number;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return default;

                    return _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_generic_type()
    {
        await Writer.Guards(
            """
            public sealed class C<T> : IAsyncDisposable
                where T : class
            {
                private readonly Probe _probe = new();

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C<T> : IAsyncDisposable
                where T : class
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
    public async Task A_nested_type()
    {
        await Writer.Guards(
            """
            public static class Outer
            {
                public sealed class C : IAsyncDisposable
                {
                    private readonly Probe _probe = new();

                    public async ValueTask DisposeAsync()
                    {
                        await _probe.DisposeAsync();
                    }
                }
            }
            """,
            """
            public static class Outer
            {
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
            }
            """);
    }

    [Fact]
    public async Task A_partial_type_gets_the_flag_where_the_close_member_is()
    {
        await Writer.Guards(
            """
            public sealed partial class C
            {
                private readonly Probe _probe = new();
            }

            public sealed partial class C : IAsyncDisposable
            {
                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed partial class C
            {
                private readonly Probe _probe = new();
            }

            public sealed partial class C : IAsyncDisposable
            {
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
    public async Task An_override_has_a_guard_of_its_own()
    {
        await Writer.Guards(
            """
            public class B : IAsyncDisposable
            {
                private int _disposed;

                public virtual ValueTask DisposeAsync()
                {
                    _disposed++;
                    return default;
                }
            }

            public sealed class C : B
            {
                private readonly Probe _probe = new();

                public override async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                    await base.DisposeAsync();
                }
            }
            """,
            """
            public class B : IAsyncDisposable
            {
                private int _disposed;

                public virtual ValueTask DisposeAsync()
                {
                    _disposed++;
                    return default;
                }
            }

            public sealed class C : B
            {
                private readonly Probe _probe = new();
                private int _disposeStarted;

                public override async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
                    await base.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_core_that_derived_types_extend_is_guarded_at_its_entry()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """);
    }

    [Fact]
    public async Task A_struct_is_left_alone()
    {
        await Writer.Guards(
            """
            public struct C : IAsyncDisposable
            {
                private readonly MemoryStream _stream;

                public C()
                {
                    _stream = new();
                }

                public ValueTask DisposeAsync() => _stream.DisposeAsync();
            }
            """,
            null);
    }

    [Fact]
    public async Task An_interface_is_left_alone()
    {
        await Writer.Guards(
            """
            public interface C : IAsyncDisposable
            {
                ValueTask IAsyncDisposable.DisposeAsync() => default;
            }
            """,
            null);
    }

    [Fact]
    public async Task An_abstract_member_is_left_alone()
    {
        await Writer.Guards(
            """
            public abstract class C : IAsyncDisposable
            {
                public abstract ValueTask DisposeAsync();
            }
            """,
            null);
    }

    [Fact]
    public async Task A_task_with_a_result_is_left_alone()
    {
        await Writer.Guards(
            """
            public sealed class C
            {
                public async Task<int> DisposeAsync()
                {
                    await Task.Delay(1);
                    return 1;
                }
            }
            """,
            null);
    }
}
