namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The close of what a collection or a lazy holds, compiled and run.</summary>
public sealed partial class OwnedMemberNeverClosedFixTests
{
    [Theory]
    [InlineData("List<Probe>", "new() { new Probe(), new Probe() }", """
                foreach (var item in _held)
                    item.Dispose();
        """)]
    [InlineData("Probe[]", "new[] { new Probe(), new Probe() }", """
                foreach (var item in _held)
                    if (item is not null)
                        item.Dispose();
        """)]
    [InlineData("Dictionary<int, Probe>", "new() { [1] = new Probe() }", """
                foreach (var item in _held.Values)
                    item.Dispose();
        """)]
    [InlineData("List<Probe>?", "new() { new Probe() }", """
                if (_held is not null)
                    foreach (var item in _held)
                        item.Dispose();
        """)]
    public async Task What_a_collection_holds_is_closed_once(string type, string value, string close)
    {
        await FixAndRun(Holder(type, value, "", ""), Holder(type, value, " : IDisposable", NewDispose(close)).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), Close, "C");
    }

    [Fact]
    public async Task What_a_lazy_has_made_is_closed_once()
    {
        await FixAndRun("""
            using System;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C
            {
                private readonly Lazy<Probe> [|_held|] = new(() => new Probe());

                public C() => GC.KeepAlive(_held.Value);
            }
            """, """
            using System;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IDisposable
            {
                private readonly Lazy<Probe> _held = new(() => new Probe());
                private int _disposed;

                public C() => GC.KeepAlive(_held.Value);

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_held.IsValueCreated)
                        _held.Value.Dispose();
                }
            }
            """, Close, "C");
    }

    private static string NewDispose(string close)
    {
        return $$"""

                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

            {{close}}
                }
            """;
    }

    private static string Holder(string type, string value, string bases, string members)
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C{{bases}}
            {
                private readonly {{type}} [|_held|] = {{value}};{{members}}
            }
            """;
    }
}
