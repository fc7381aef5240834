using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>What the fix writes is compiled and run: each resource is closed once, and what was given is not closed.</summary>
public sealed partial class OwnedMemberNeverClosedFixTests
{
    [Fact]
    public async Task A_new_close_closes_every_member_once()
    {
        await FixAndRun("""
            using System;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C
            {
                private readonly Probe [|_one|] = new();
                private readonly Probe [|_two|] = new();
            }
            """, """
            using System;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IDisposable
            {
                private readonly Probe _one = new();
                private readonly Probe _two = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _one.Dispose();
                    }
                    finally
                    {
                        _two.Dispose();
                    }
                }
            }
            """, Close, "C");
    }

    [Fact]
    public async Task Dispose_and_DisposeAsync_close_the_member_once_between_them()
    {
        await FixAndRun("""
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _one = new();
                private readonly Probe [|_two|] = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _one.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _one.DisposeAsync();
                }
            }
            """, """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _one = new();
                private readonly Probe _two = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _one.Dispose();
                    }
                    finally
                    {
                        _two.Dispose();
                    }
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _one.DisposeAsync();
                    }
                    finally
                    {
                        await _two.DisposeAsync();
                    }
                }
            }
            """, Close, "C");
    }

    [Fact]
    public async Task What_was_given_is_closed_by_its_owner_alone()
    {
        const string Owner = """


            public sealed class Owner : IDisposable
            {
                private readonly Probe _given = new();
                private readonly C _borrows;
                private readonly C _owns = new();
                private int _disposed;

                public Owner() => _borrows = new C(_given);

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    using (_given)
                    using (_owns as IDisposable)
                    {
                        (_borrows as IDisposable)?.Dispose();
                    }
                }
            }
            """;
        await FixAndRun("""
            using System;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C
            {
                private readonly Probe [|_probe|];

                public C(Probe? probe = null)
                {
                    _probe = probe ?? new Probe();
                }
            }
            """ + Owner, """
            using System;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C : IDisposable
            {
                private readonly Probe _probe;
                private readonly bool _ownsProbe;
                private int _disposed;

                public C(Probe? probe = null)
                {
                    _probe = probe ?? new Probe();
                    _ownsProbe = probe is null;
                }

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                        if (_ownsProbe)
                            _probe.Dispose();
                }
            }
            """ + Owner, WhenOwned, "Owner");
    }

    private static async Task FixAndRun(string source, string expected, string key, string typeName)
    {
        await Verify.Fix(Id, source, expected, key, test =>
        {
            test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Probe).Assembly.Location));
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nlifecycle.http_client_types = Lifecycle.Analyzers.Tests.Testing.Probe"));
        });
        await RunFixedCode.ClosesOnce(expected, typeName: typeName);
    }
}
