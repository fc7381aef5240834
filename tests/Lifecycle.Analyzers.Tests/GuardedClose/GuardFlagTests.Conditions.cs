using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardFlagTests
{
    [Fact]
    public async Task A_condition_that_closing_does_not_set_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _leaveOpen;

                public void Release(bool leaveOpen) => _leaveOpen = leaveOpen;

                public async ValueTask DisposeAsync()
                {
                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _leaveOpen;
                private int _disposed;

                public void Release(bool leaveOpen) => _leaveOpen = leaveOpen;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_read_only_condition_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public sealed class C(bool leaveOpen) : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private readonly bool _leaveOpen = leaveOpen;

                public async ValueTask DisposeAsync()
                {
                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C(bool leaveOpen) : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private readonly bool _leaveOpen = leaveOpen;
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_means_open_is_left_alone()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _open;

                public void Open() => _open = true;

                public async ValueTask DisposeAsync()
                {
                    if (!_open)
                        return;

                    await _stream.DisposeAsync();
                    _open = false;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _open;
                private int _disposed;

                public void Open() => _open = true;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (!_open)
                        return;

                    await _stream.DisposeAsync();
                    _open = false;
                }
            }
            """);
    }
}
