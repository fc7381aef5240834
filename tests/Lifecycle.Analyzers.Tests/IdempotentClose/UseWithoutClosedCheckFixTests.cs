using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class UseWithoutClosedCheckFixTests
{
    private const string Id = "LIFE208";
    private const string Key = "LIFE208.ThrowWhenClosed";

    [Fact]
    public Task Every_form_of_member_gets_its_check()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                public long [|Length|] => _stream.Length;

                public long [|Position|]
                {
                    get => _stream.Position;
                    set
                    {
                        // The caller counts from one.
                        _stream.Position = value - 1;
                    }
                }

                public int [|Read|]() => _stream.ReadByte();

                public async Task [|CopyAsync|](Stream to)
                {
                    await _stream.CopyToAsync(to);
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                public long Length
                {
                    get
                    {
                        ObjectDisposedException.ThrowIf(_disposed != 0, this);

                        return _stream.Length;
                    }
                }

                public long Position
                {
                    get
                    {
                        ObjectDisposedException.ThrowIf(_disposed != 0, this);

                        return _stream.Position;
                    }
                    set
                    {
                        ObjectDisposedException.ThrowIf(_disposed != 0, this);

                        // The caller counts from one.
                        _stream.Position = value - 1;
                    }
                }

                public int Read()
                {
                    ObjectDisposedException.ThrowIf(_disposed != 0, this);

                    return _stream.ReadByte();
                }

                public async Task CopyAsync(Stream to)
                {
                    ObjectDisposedException.ThrowIf(_disposed != 0, this);

                    await _stream.CopyToAsync(to);
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task A_helper_of_the_type_is_called()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;

            public sealed class C : IDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public int [|Read|]()
                {
                    return _stream.ReadByte();
                }

                public void Write(byte value)
                {
                    ThrowIfDisposed();
                    _stream.WriteByte(value);
                }

                public void Dispose()
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    _stream.Dispose();
                }

                private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
            }
            """,
            """
            using System;
            using System.IO;

            public sealed class C : IDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public int Read()
                {
                    ThrowIfDisposed();

                    return _stream.ReadByte();
                }

                public void Write(byte value)
                {
                    ThrowIfDisposed();
                    _stream.WriteByte(value);
                }

                public void Dispose()
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    _stream.Dispose();
                }

                private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
            }
            """,
            Key);
    }

    [Fact]
    public Task Old_targets_throw_themselves()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;

            public sealed class C : IDisposable
            {
                private readonly Stream stream = File.OpenRead("a");
                private bool disposed;

                public int [|Read|]() => this.stream.ReadByte();

                public void Dispose()
                {
                    if (this.disposed)
                        return;

                    this.disposed = true;
                    this.stream.Dispose();
                }
            }
            """,
            """
            using System;
            using System.IO;

            public sealed class C : IDisposable
            {
                private readonly Stream stream = File.OpenRead("a");
                private bool disposed;

                public int Read()
                {
                    if (this.disposed)
                        throw new ObjectDisposedException(nameof(C));

                    return this.stream.ReadByte();
                }

                public void Dispose()
                {
                    if (this.disposed)
                        return;

                    this.disposed = true;
                    this.stream.Dispose();
                }
            }
            """,
            Key,
            test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.ReferenceAssemblies = TestTargets.NetFramework472;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public async Task Fixed_code_still_closes_once()
    {
        const string source =
            """
            using System; using System.Threading; using System.Threading.Tasks; using Lifecycle.Analyzers.Tests.Testing;
            public sealed class C : IAsyncDisposable { readonly Probe _probe = new(); int _d; public string Show() => _probe.ToString()!; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await _probe.DisposeAsync(); } }
            """;
        var (_, text, problems) = (await Offers.ApplyAllAsync(source, Id))[0];
        Assert.Empty(problems);
        await RunFixedCode.ClosesOnce(text, rounds: 20);
    }
}
