using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Xunit.Sdk;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>The runner sees what is wrong: a test that cannot fail proves nothing.</summary>
public sealed class RunFixedCodeTests
{
    private const string Head =
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Lifecycle.Analyzers.Tests.Testing;

        public sealed class C : IAsyncDisposable
        {
            private readonly Probe _probe = new();
            private int _disposed;

        """;

    [Theory]
    [InlineData("public async ValueTask DisposeAsync() { await _probe.DisposeAsync(); _disposed++; }")]
    [InlineData("public async ValueTask DisposeAsync() { if (_disposed == 1) return; await _probe.DisposeAsync(); _disposed = 1; }")]
    [InlineData("public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _disposed, 1) == 0) return; await _probe.DisposeAsync(); }")]
    [InlineData("public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _disposed, 1) != 0) throw new ObjectDisposedException(null); await _probe.DisposeAsync(); }")]
    public async Task A_close_that_is_not_guarded_fails([StringSyntax("C#-test")] string member)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => RunFixedCode.ClosesOnce(Head + member + "}"));
    }

    [Fact]
    public async Task A_guarded_close_passes()
    {
        await RunFixedCode.ClosesOnce(Head + "public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _disposed, 1) != 0) return; await _probe.DisposeAsync(); } }");
    }

    [Fact]
    public async Task A_close_that_returns_early_does_not_pass_for_one_that_awaits()
    {
        var source = Head + "public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _disposed, 1) != 0) return; await _probe.DisposeAsync(); } }";
        await Assert.ThrowsAnyAsync<XunitException>(() => RunFixedCode.ClosesOnce(source, GuardStyle.Awaits));
    }
}
