using System.Text;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Flow;

/// <summary>No recursion that code can drive: what the compiler can bind, the engine can walk.</summary>
public sealed class DeepCodeTests
{
    [Fact]
    public async Task A_long_chain_of_calls_that_return_their_receiver_is_walked()
    {
        var chain = new StringBuilder();
        for (var call = 0; call < 300; call++)
            chain.Append(".With()");

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class Ext
            {
                public static HttpClient With(this HttpClient c) => c;

                static void M()
                {
                    var [|c|] = new HttpClient();
                    _ = c{{chain}}.Timeout;
                }
            }
            """);
    }

    [Fact]
    public async Task Methods_that_call_each_other_in_a_ring_end()
    {
        var ring = new StringBuilder();
        for (var method = 0; method < 1_000; method++)
            ring.AppendLine($"static HttpClient M{method}(HttpClient c) => M{(method + 1) % 1_000}(c);");

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class C
            {
                static void M()
                {
                    var c = new HttpClient();
                    M0(c);
                }

                {{ring}}
            }
            """);
    }

    [Fact]
    public async Task Nested_finally_blocks_are_left_in_order()
    {
        var source = new StringBuilder();
        for (var level = 0; level < 12; level++)
            source.Append("try { ");

        source.Append("if (b) return;");
        for (var level = 0; level < 12; level++)
            source.Append("} finally { if (b) N(); } ");

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class C
            {
                static void N() { }

                static void M(bool b)
                {
                    var [|c|] = new HttpClient();
                    {{source}}
                }
            }
            """);
    }

    [Fact]
    public async Task A_sum_of_many_terms_is_walked()
    {
        var sum = string.Join(" + ", Enumerable.Range(0, 5_000).Select(term => $"\"{term}\" + b"));
        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class C
            {
                static string M(string b)
                {
                    var [|c|] = new HttpClient();
                    return c.Timeout + {{sum}};
                }
            }
            """);
    }

    [Fact]
    public async Task Objects_that_hold_one_another_are_walked()
    {
        var holders = new StringBuilder();
        for (var level = 0; level < 100; level++)
            holders.Append("new Box(");

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            class Box
            {
                private readonly object _inner;

                public Box(object inner) => _inner = inner;

                static void M()
                {
                    var [|c|] = new HttpClient();
                    var box = {{holders}}c{{new string(')', 100)}};
                    box.ToString();
                }
            }
            """);
    }

    [Fact]
    public async Task Types_that_hold_one_another_in_a_ring_end()
    {
        await Verify.Rule("LIFE303", """
            using System;
            using System.Net.Http;

            class A : IDisposable
            {
                private readonly B _b;
                private readonly HttpClient _c;
                public A(B b) { _b = b; _c = null!; }
                public A(HttpClient c) : this(new B(c)) { _c = c; }
                public void Dispose() => _b.Dispose();
            }

            class B : IDisposable
            {
                private readonly A _a;
                public B(A a) => _a = a;
                public B(HttpClient c) : this(new A(c)) { }
                public void Dispose() => _a.Dispose();

                static void M() => new A(new HttpClient()).Dispose();
            }
            """);
    }

    [Fact]
    public async Task Types_that_make_one_another_in_a_ring_of_a_thousand_end()
    {
        var ring = new StringBuilder();
        for (var type = 0; type < 1_000; type++)
            ring.AppendLine($"class T{type} : System.IDisposable {{ readonly T{(type + 1) % 1_000} _t = new(); public void Dispose() => _t.Dispose(); }}");

        await Verify.Rule("LIFE301", ring.ToString());
    }

    [Fact]
    public async Task Lambdas_within_lambdas_are_walked()
    {
        var nested = "c.CancelPendingRequests();";
        for (var level = 0; level < 30; level++)
            nested = $"{{ System.Action a{level} = () => {{ {nested} }}; a{level}(); }}";

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class C
            {
                static void M()
                {
                    var c = new HttpClient();
                    {{nested}}
                }
            }
            """);
    }

    [Fact]
    public async Task Handlers_within_handlers_are_walked()
    {
        var nested = "c.CancelPendingRequests();";
        for (var level = 0; level < 40; level++)
            nested = $"try {{ {nested} }} catch (System.InvalidOperationException) {{ c.CancelPendingRequests(); }} ";

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class C
            {
                static void M()
                {
                    var [|c|] = new HttpClient();
                    {{nested}}
                }
            }
            """);
    }

    [Fact]
    public async Task A_tuple_of_tuples_is_taken_apart()
    {
        var targets = "[|c|]";
        var values = "new HttpClient()";
        for (var level = 0; level < 12; level++)
            (targets, values) = ($"({targets}, n{level})", $"({values}, {level})");

        await Verify.Rule("LIFE302", $$"""
            using System.Net.Http;

            static class C
            {
                static void M()
                {
                    var {{targets}} = {{values}};
                    c.CancelPendingRequests();
                }
            }
            """);
    }
}
