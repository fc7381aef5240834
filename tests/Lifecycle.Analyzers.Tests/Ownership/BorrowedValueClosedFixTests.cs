using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class BorrowedValueClosedFixTests
{
    private const string Id = "LIFE305";
    private const string DoNotClose = "LIFE305.DoNotClose";
    private const string KeepHandlerOpen = "LIFE305.KeepHandlerOpen";
    private const string CloseWhenOwned = "LIFE305.CloseWhenOwned";

    [Fact]
    public async Task The_close_of_a_given_client_goes_and_the_rest_stays()
    {
        await Fix(DoNotClose, """
            public sealed class C(HttpClient http) : IDisposable
            {
                private readonly Timer _timer = new(_ => { });

                public Task<string> GetAsync() => http.GetStringAsync("");

                public void Dispose()
                {
                    // First the timer.
                    _timer.Dispose();

                    // Then the client.
                    [|http.Dispose()|];
                }
            }
            """, """
            public sealed class C(HttpClient http) : IDisposable
            {
                private readonly Timer _timer = new(_ => { });

                public Task<string> GetAsync() => http.GetStringAsync("");

                public void Dispose()
                {
                    // First the timer.
                    _timer.Dispose();
                    // Then the client.
                }
            }
            """);
    }

    [Fact]
    public async Task Conditions_that_stand_there_for_the_close_alone_go_with_it()
    {
        await Fix(DoNotClose, """
            public class C : IDisposable
            {
                private readonly HttpClient? _http;
                private bool _disposed;

                public C(HttpClient http) => _http = http;

                public void Dispose() => Dispose(true);

                protected virtual void Dispose(bool disposing)
                {
                    if (!_disposed)
                    {
                        if (disposing)
                        {
                            [|_http?.Dispose()|];
                        }

                        _disposed = true;
                    }
                }
            }
            """, """
            public class C : IDisposable
            {
                private readonly HttpClient? _http;
                private bool _disposed;

                public C(HttpClient http) => _http = http;

                public void Dispose() => Dispose(true);

                protected virtual void Dispose(bool disposing)
                {
                    if (!_disposed)
                    {
                        _disposed = true;
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task An_expression_body_becomes_an_empty_one()
    {
        await Fix(DoNotClose, """
            public sealed class C : IDisposable
            {
                private readonly HttpClient _http;

                public C(HttpClient http) => _http = http;

                public void Dispose() => [|_http.Dispose()|];
            }
            """, """
            public sealed class C : IDisposable
            {
                private readonly HttpClient _http;

                public C(HttpClient http) => _http = http;

                public void Dispose()
                {
                }
            }
            """);
    }

    [Fact]
    public async Task An_asynchronous_close_that_awaits_nothing_else_is_async_no_longer()
    {
        await Fix(DoNotClose, """
            public sealed class C : IAsyncDisposable
            {
                private readonly Owner _owner;

                public C(Owner owner) => _owner = owner;

                public async ValueTask DisposeAsync()
                {
                    Console.WriteLine();
                    await [|_owner.DisposeAsync()|].ConfigureAwait(false);
                }
            }

            public sealed class D : IAsyncDisposable
            {
                private readonly Owner _owner;

                public D(Owner owner) => _owner = owner;

                public async ValueTask DisposeAsync() => await [|_owner.DisposeAsync()|];
            }

            public class Owner : HttpClient, IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }
            """, """
            public sealed class C : IAsyncDisposable
            {
                private readonly Owner _owner;

                public C(Owner owner) => _owner = owner;

                public ValueTask DisposeAsync()
                {
                    Console.WriteLine();
                    return default;
                }
            }

            public sealed class D : IAsyncDisposable
            {
                private readonly Owner _owner;

                public D(Owner owner) => _owner = owner;

                public ValueTask DisposeAsync() => default;
            }

            public class Owner : HttpClient, IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }
            """);
    }

    [Fact]
    public async Task A_using_declaration_becomes_a_declaration()
    {
        await Fix(DoNotClose, """
            public static class C
            {
                private static readonly HttpClient Http = new();

                public static async Task<string> GetAsync(Uri address)
                {
                    using var [|client = Http|]; // shared
                    return await client.GetStringAsync(address);
                }
            }
            """, """
            public static class C
            {
                private static readonly HttpClient Http = new();

                public static async Task<string> GetAsync(Uri address)
                {
                    var client = Http; // shared
                    return await client.GetStringAsync(address);
                }
            }
            """);
    }

    [Fact]
    public async Task A_using_statement_becomes_its_body()
    {
        await Fix(DoNotClose, """
            public class C
            {
                public async Task<string> GetAsync(HttpClient http, Uri address)
                {
                    using ([|http|])
                    {
                        // Ask.
                        var text = await http.GetStringAsync(address);
                        return text;
                    }
                }

                public async Task<string> GetTwiceAsync(HttpClient http, Uri address)
                {
                    using (var [|client = http|])
                    {
                        await client.GetStringAsync(address);
                    }

                    return await http.GetStringAsync(address);
                }
            }
            """, """
            public class C
            {
                public async Task<string> GetAsync(HttpClient http, Uri address)
                {
                    // Ask.
                    var text = await http.GetStringAsync(address);
                    return text;
                }

                public async Task<string> GetTwiceAsync(HttpClient http, Uri address)
                {
                    var client = http;
                    await client.GetStringAsync(address);

                    return await http.GetStringAsync(address);
                }
            }
            """);
    }

    [Fact]
    public async Task A_client_leaves_a_handler_open_that_is_not_its_own()
    {
        await Fix(KeepHandlerOpen, """
            public static class C
            {
                private static readonly SocketsHttpHandler Handler = new();

                public static async Task<string> GetAsync(Uri address)
                {
                    using var [|client = new HttpClient(Handler)|];
                    return await client.GetStringAsync(address);
                }

                public static async Task<string> GetTwiceAsync(Uri address)
                {
                    using (var [|client = new HttpClient(Handler, true) { Timeout = TimeSpan.Zero }|])
                    {
                        return await client.GetStringAsync(address);
                    }
                }
            }
            """, """
            public static class C
            {
                private static readonly SocketsHttpHandler Handler = new();

                public static async Task<string> GetAsync(Uri address)
                {
                    using var client = new HttpClient(Handler, disposeHandler: false);
                    return await client.GetStringAsync(address);
                }

                public static async Task<string> GetTwiceAsync(Uri address)
                {
                    using (var client = new HttpClient(Handler, false) { Timeout = TimeSpan.Zero })
                    {
                        return await client.GetStringAsync(address);
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task A_client_that_may_have_been_given_is_closed_when_it_is_owned()
    {
        await Fix(CloseWhenOwned, """
            public sealed class C : IDisposable
            {
                private readonly HttpClient _http;

                public C(HttpClient? http = null)
                {
                    _http = http ?? new HttpClient();
                }

                public void Dispose()
                {
                    [|_http.Dispose()|];
                }
            }

            public sealed class D : IDisposable
            {
                private readonly HttpClient _http;

                public D()
                    : this(new HttpClient())
                {
                }

                public D(HttpClient http) => _http = http;

                public void Dispose() => [|_http.Dispose()|];
            }
            """, """
            public sealed class C : IDisposable
            {
                private readonly HttpClient _http;
                private readonly bool _ownsHttp;

                public C(HttpClient? http = null)
                {
                    _http = http ?? new HttpClient();
                    _ownsHttp = http is null;
                }

                public void Dispose()
                {
                    if (_ownsHttp)
                        _http.Dispose();
                }
            }

            public sealed class D : IDisposable
            {
                private readonly HttpClient _http;
                private readonly bool _ownsHttp;

                public D()
                    : this(new HttpClient())
                {
                    _ownsHttp = true;
                }

                public D(HttpClient http) => _http = http;

                public void Dispose()
                {
                    if (_ownsHttp)
                        _http.Dispose();
                }
            }
            """);
    }

    [Theory]
    [InlineData("public class C { public async Task M(HttpClient? c) { using var [|d = c ?? new HttpClient()|]; await d.GetStringAsync(\"\"); } }")]
    [InlineData("public class C { static readonly HttpClient S = new(); public Func<IDisposable, Task> M() => async _ => { using HttpClient [|a = S|], b = new(); await a.GetStringAsync(\"\"); await b.GetStringAsync(\"\"); }; }")]
    public async Task Where_the_close_cannot_simply_go_there_is_no_fix(string source)
    {
        await Fix(null, source, source);
    }

    [Theory]
    [InlineData("public class C { public async Task M(HttpClient c, bool b) { await c.GetStringAsync(\"\"); c.Dispose(); } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { try { await c.GetStringAsync(\"\"); } finally { c.Dispose(); } } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { try { await c.GetStringAsync(\"\"); } catch (HttpRequestException) { } finally { c.Dispose(); } } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { using (c) using (var d = new MemoryStream()) { await c.GetStringAsync(\"\"); } } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { using (c) await c.GetStringAsync(\"\"); } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { var x = 1; using (var d = c) { var y = x; await d.GetStringAsync(\"\"); } { var y = 2; x = y; } } }")]
    [InlineData("public class C { public async Task M(HttpClient c, bool b) { if (b) using (c) { await c.GetStringAsync(\"\"); } } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { foreach (var u in \"\") { using (c) { await c.GetStringAsync(\"\"); } } } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { using (c) { } await c.GetStringAsync(\"\"); } }")]
    [InlineData("public class C { HttpClient? _c; public C(HttpClient c) => _c = c; public void Dispose() { if (_c is { } d) d.Dispose(); else Console.WriteLine(); } }")]
    [InlineData("public class C { HttpClient? _c; public C(HttpClient c) => _c = c; public void Dispose() { Interlocked.Exchange(ref _c, null)?.Dispose(); } }")]
    [InlineData("public class C { HttpClient? _c; int _d; public C(HttpClient c) => _c = c; public void Dispose() { if (Interlocked.Exchange(ref _d, 1) == 0) _c?.Dispose(); } }")]
    [InlineData("public record C(HttpClient Http) : IDisposable { private readonly HttpClient _c = Http; public void Dispose() => _c.Dispose(); }")]
    [InlineData("public struct C : IDisposable { readonly HttpClient _c; public C(HttpClient c) => _c = c; void IDisposable.Dispose() { _c.Dispose(); } }")]
    [InlineData("public class C { static readonly HttpMessageHandler H = new SocketsHttpHandler(); readonly HttpClient _c = new(H); public void Dispose() { _c.Dispose(); } }")]
    [InlineData("public class C { readonly HttpClient _c; public C() { _c = new HttpClient(); } public C(HttpClient c) { _c = c; } public void Dispose() { if (_c != null) { _c.Dispose(); } } }")]
    [InlineData("public class C<T> : IDisposable where T : HttpClient, new() { readonly T _c; public C(T? c) { _c = c ?? new T(); } void IDisposable.Dispose() => _c.Dispose(); }")]
    public async Task Every_repair_compiles_and_leaves_nothing_to_report(string source)
    {
        await OwnershipRepairsTests.EveryRepairIsSound(source);
    }

    private static async Task Fix(string? key, string source, string fixedSource)
    {
        const string usings = """
            using System;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;


            """;
        await Verify.Fix(Id, usings + source, usings + fixedSource, key);
    }
}
