using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedValueOverwrittenFixTests
{
    private const string Id = "LIFE304";
    private const string Close = "LIFE304.ClosePreviousFirst";

    private static string Type(string member, string field = "private HttpClient? _c;")
    {
        return $$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C : IDisposable
            {
                {{field}}

            {{member}}

                public void Dispose() => _c?.Dispose();
            }
            """;
    }

    [Fact]
    public async Task The_previous_value_of_a_field_is_closed_first()
    {
        await Verify.Fix(Id, Type("""
                public void Reset()
                {
                    // A fresh one.
                    [|_c = new HttpClient()|]; // here
                }
            """), Type("""
                public void Reset()
                {
                    // A fresh one.
                    _c?.Dispose();
                    _c = new HttpClient(); // here
                }
            """), Close);
    }

    [Fact]
    public async Task A_field_that_is_never_null_is_closed_without_a_question()
    {
        await Verify.Fix(Id, Type("""
                public void Reset()
                {
                    [|_c = new()|];
                }
            """, "private HttpClient _c = new();"), Type("""
                public void Reset()
                {
                    _c.Dispose();
                    _c = new();
                }
            """, "private HttpClient _c = new();"), Close);
    }

    [Fact]
    public async Task A_body_of_one_expression_becomes_a_block()
    {
        await Verify.Fix(Id, Type("""
                public void Reset() => [|_c = new HttpClient()|];

                public HttpClient Renew() => [|_c = new HttpClient()|];

                public int Timeout
                {
                    set => [|_c = new HttpClient()|];
                }
            """), Type("""
                public void Reset()
                {
                    _c?.Dispose();
                    _c = new HttpClient();
                }

                public HttpClient Renew()
                {
                    _c?.Dispose();
                    return _c = new HttpClient();
                }

                public int Timeout
                {
                    set
                    {
                        _c?.Dispose();
                        _c = new HttpClient();
                    }
                }
            """), Close);
    }

    [Fact]
    public async Task A_statement_without_braces_gets_them()
    {
        await Verify.Fix(Id, Type("""
                public void Reset(bool b)
                {
                    if (b)
                        [|this._c = new HttpClient()|];
                }
            """), Type("""
                public void Reset(bool b)
                {
                    if (b)
                    {
                        this._c?.Dispose();
                        this._c = new HttpClient();
                    }
                }
            """), Close);
    }

    [Fact]
    public async Task Local_of_a_loop_is_closed_before_each_turn()
    {
        await Verify.Fix(Id, Type("""
                public async Task M(Uri u)
                {
                    HttpClient? c = null;
                    for (var i = 0; i < 3; i++)
                    {
                        [|c = new HttpClient()|];
                        await c.GetStringAsync(u);
                    }

                    c?.Dispose();
                }
            """), Type("""
                public async Task M(Uri u)
                {
                    HttpClient? c = null;
                    for (var i = 0; i < 3; i++)
                    {
                        c?.Dispose();
                        c = new HttpClient();
                        await c.GetStringAsync(u);
                    }

                    c?.Dispose();
                }
            """), Close);
    }

    [Fact]
    public async Task Old_language_version()
    {
        await Verify.Fix(Id, Type("""
                public void Reset()
                {
                    [|_c = new HttpClient()|];
                }
            """, "private HttpClient _c;"), Type("""
                public void Reset()
                {
                    _c?.Dispose();
                    _c = new HttpClient();
                }
            """, "private HttpClient _c;"), Close, test =>
        {
            test.LanguageVersion = LanguageVersion.CSharp7_3;
            test.Nullable = NullableContextOptions.Disable;
        });
    }

    [Fact]
    public async Task What_can_be_closed_asynchronously_is_awaited_where_that_can_be()
    {
        const string Before = """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            class C : IAsyncDisposable
            {
                private Timer? _t;

                public async Task RestartAsync()
                {
                    await Task.Yield();
                    [|_t = new Timer(_ => { })|];
                }

                public async ValueTask DisposeAsync()
                {
                    if (_t is not null)
                        await _t.DisposeAsync();
                }
            }
            """;
        const string After = """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            class C : IAsyncDisposable
            {
                private Timer? _t;

                public async Task RestartAsync()
                {
                    await Task.Yield();
                    if (_t is not null)
                        await _t.DisposeAsync();
                    _t = new Timer(_ => { });
                }

                public async ValueTask DisposeAsync()
                {
                    if (_t is not null)
                        await _t.DisposeAsync();
                }
            }
            """;
        await Verify.Fix("LIFE314", Before, After, "LIFE314.ClosePreviousFirst");
    }

    [Theory]
    [InlineData("public void M(HttpClient given, bool b) { var c = given; if (b) c = new HttpClient(); {|LIFE304:c = new HttpClient()|}; c.Dispose(); }")]
    [InlineData("public void M(bool b) { HttpClient c; do { {|LIFE304:c = new HttpClient()|}; } while (c.BaseAddress == null); c.Dispose(); }")]
    [InlineData("public void M() { var old = _c; {|LIFE304:_c = new HttpClient()|}; Console.WriteLine(old.BaseAddress); }")]
    public async Task What_may_be_anothers_or_is_not_set_yet_is_left_alone(string member)
    {
        var source = Type(member, "private HttpClient _c = new();");
        await new LifecycleTest(Id) { TestCode = source, FixedCode = source }.RunAsync();
    }
}
