using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class DisposeAsyncUnguardedSafeTests
{
    private const string Id = "LIFE210";

    [Fact]
    public Task Releases_that_may_be_repeated_are_reported()
    {
        return Verify.Rule(Id, """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            class Recorder : IAsyncDisposable
            {
                private readonly Timer _timer = new(_ => { });
                private readonly Stream _file = new FileStream("a", FileMode.Open);

                public async ValueTask {|#0:DisposeAsync|}()
                {
                    await _timer.DisposeAsync();
                    await _file.DisposeAsync();
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("Recorder"));
    }

    [Fact]
    public Task Forwarding_to_one_borrowed_object_is_not_reported()
    {
        return Verify.Rule(Id, """
            using System;
            using System.Threading.Tasks;

            class Wrapper : IAsyncDisposable
            {
                private readonly IAsyncDisposable _inner;

                public Wrapper(IAsyncDisposable inner) => _inner = inner ?? throw new ArgumentNullException(nameof(inner));

                public ValueTask DisposeAsync() => _inner.DisposeAsync();
            }

            class Primary(IAsyncDisposable inner) : IAsyncDisposable
            {
                public async ValueTask DisposeAsync() => await inner.DisposeAsync().ConfigureAwait(false);
            }
            """);
    }

    [Fact]
    public Task Nothing_to_release_is_not_reported()
    {
        return Verify.Rule(Id, """
            using System;
            using System.Threading.Tasks;

            class Nothing : IAsyncDisposable { public ValueTask DisposeAsync() => default; }
            class Completed : IAsyncDisposable { public ValueTask DisposeAsync() => ValueTask.CompletedTask; }
            class Suppresses : IAsyncDisposable { public ValueTask DisposeAsync() { GC.SuppressFinalize(this); return new ValueTask(); } }
            abstract class Later : IAsyncDisposable { public abstract ValueTask DisposeAsync(); }
            interface IThing : IAsyncDisposable { }
            """);
    }
}
