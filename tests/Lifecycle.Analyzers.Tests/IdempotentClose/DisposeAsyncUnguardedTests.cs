using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class DisposeAsyncUnguardedTests
{
    private const string Id = "LIFE201";

    [Fact]
    public async Task A_test_for_null_of_something_else_is_not_told()
    {
        await Verify.Rule(
            Id,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Client : IAsyncDisposable
            {
                private readonly SemaphoreSlim _turn = new(0, 1);

                public Func<Task>? Closing { get; set; }

                public async ValueTask {|#0:DisposeAsync|}()
                {
                    if (Closing == null)
                        await Task.Yield();

                    {|#1:_turn.Release()|};
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("Client", "_turn.Release", "which gives back a permit that was given back already"));
    }

    [Theory]
    [InlineData("_stop?{|#1:.Cancel()|}; _stop?.Dispose();", "_stop.Cancel")]
    [InlineData("if (_stop != null) { {|#1:_stop.Cancel()|}; _stop.Dispose(); }", "_stop.Cancel")]
    [InlineData("if (_stop is { } stop) { {|#1:stop.Cancel()|}; stop.Dispose(); }", "stop.Cancel")]
    public async Task A_test_for_null_of_what_is_never_set_to_null_is_told_as_none(string close, string work)
    {
        await Verify.Rule(
            Id,
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Client : IAsyncDisposable
            {
                private CancellationTokenSource? _stop;

                public void Start() => _stop ??= new CancellationTokenSource();

                public ValueTask {|#0:DisposeAsync|}()
                {
                    {{close}}
                    return default;
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("Client", work, "which throws ObjectDisposedException once it is disposed ('_stop' is tested for null but never set to null)"));
    }

    [Fact]
    public Task Cancelling_a_source_that_is_disposed_is_reported_with_its_reason()
    {
        return Verify.Rule(Id, """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            class Pump : IAsyncDisposable
            {
                private readonly CancellationTokenSource _stop = new();
                private readonly Task _loop = Task.CompletedTask;

                public async ValueTask {|#0:DisposeAsync|}()
                {
                    {|#1:_stop.Cancel()|};
                    await _loop;
                    _stop.Dispose();
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1)
                .WithArguments("Pump", "_stop.Cancel", "which throws ObjectDisposedException once it is disposed"));
    }

    [Fact]
    public Task Work_about_which_nothing_is_known_is_reported()
    {
        return Verify.Rule(Id, """
            using System;
            using System.Threading.Tasks;

            interface ITransport { Task SayGoodbyeAsync(); }

            class Client : IAsyncDisposable
            {
                private readonly ITransport _transport;
                private bool _closed;

                public Client(ITransport transport) => _transport = transport;

                public async ValueTask {|#0:DisposeAsync|}()
                {
                    if (_closed)
                        return;

                    await {|#1:_transport.SayGoodbyeAsync()|};
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1)
                .WithArguments("Client", "_transport.SayGoodbyeAsync", "about which nothing is known ('_closed' is tested but never set)"));
    }

    [Fact]
    public Task An_owned_http_client_is_reported_and_an_injected_one_is_not()
    {
        return Verify.Rule(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class Owner : IAsyncDisposable
            {
                private readonly HttpClient _http = new();

                public ValueTask [|DisposeAsync|]() { _http.Dispose(); return default; }
            }

            class Borrower : IAsyncDisposable
            {
                private readonly HttpClient _http;

                public Borrower(HttpClient http) => _http = http;

                public ValueTask DisposeAsync() { _http.Dispose(); return default; }
            }
            """);
    }

    [Fact]
    public Task A_hook_of_a_test_framework_is_not_reported()
    {
        return Verify.Rule(Id, """
            using System.Threading.Tasks;

            interface IAsyncLifetime { Task InitializeAsync(); Task DisposeAsync(); }
            interface IServer { Task StopAsync(); }

            class ServerTests : IAsyncLifetime
            {
                private readonly IServer _server;

                public ServerTests(IServer server) => _server = server;

                public Task InitializeAsync() => Task.CompletedTask;

                public Task DisposeAsync() => _server.StopAsync();
            }
            """);
    }
}
