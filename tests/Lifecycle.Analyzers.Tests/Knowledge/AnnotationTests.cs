using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Knowledge;

/// <summary>The annotations of JetBrains.Annotations, wherever they may stand.</summary>
public sealed class AnnotationTests
{
    private static Task Check(string rule, string members)
    {
        return Verify.Rule(rule, $$"""
            using System;
            using System.IO;
            using System.Net.Http;
            using JetBrains.Annotations;

            {{members}}

            namespace JetBrains.Annotations
            {
                [AttributeUsage(AttributeTargets.All)] class MustDisposeResourceAttribute(bool value = true) : Attribute { public bool Value => value; }
                [AttributeUsage(AttributeTargets.All)] class HandlesResourceDisposalAttribute : Attribute;
            }
            """);
    }

    [Theory]
    [InlineData("[MustDisposeResource(false)] class R : IDisposable { public void Dispose() { } } class C { void M() { var r = new R(); } }")]
    [InlineData("[MustDisposeResource(false)] class R : IDisposable { public void Dispose() { } } class S : R; class C { void M() { var r = new S(); } }")]
    [InlineData("class R : IDisposable { [MustDisposeResource(false)] public R() { } public R(int n) { } public void Dispose() { } } class C { void M() { var a = new R(); var [|b|] = new R(1); } }")]
    [InlineData("[MustDisposeResource] class R : MemoryStream; class C { void M() { var [|r|] = new R(); } }")]
    [InlineData("class B : MemoryStream; [MustDisposeResource] class R : B; class C { void M() { var b = new B(); var [|r|] = new R(); } }")]
    [InlineData("class R : IDisposable { public void Dispose() { } } abstract class F { public abstract void Make([MustDisposeResource] out R r); } class C { void M(F f) { f.Make(out var [|r|]); } }")]
    [InlineData("class R : IDisposable { public void Dispose() { } } class F { public void Make([MustDisposeResource(false)] out R r) => r = new R(); } class C { void M(F f) { f.Make(out var r); } }")]
    [InlineData("class R : IDisposable { public void Dispose() { } } abstract class F { [MustDisposeResource] public abstract R Make(); } abstract class G : F { public abstract override R Make(); } class C { void M(G g) { var [|r|] = g.Make(); } }")]
    [InlineData("class R : IDisposable { public void Dispose() { } } interface F { [MustDisposeResource] R Current { get; } } class C { void M(F f) { var [|r|] = f.Current; } }")]
    [InlineData("class R : IDisposable { [HandlesResourceDisposal] public void Finish() { } public void Dispose() { } } class C { void M() { var r = new R(); r.Finish(); } }")]
    [InlineData("class R : IDisposable { public void Dispose() { } } interface F { void Take([HandlesResourceDisposal] R r); } class C { void M(F f) { var r = new R(); f.Take(r); } }")]
    public Task Locals_follow_them(string members)
    {
        return Check("LIFE312", members);
    }

    [Theory]
    [InlineData("class C { [HandlesResourceDisposal] readonly HttpClient _c = new(); }")]
    [InlineData("class C { [HandlesResourceDisposal] HttpClient P { get; } = new(); readonly HttpClient [|_d|] = new(); }")]
    public Task Member_of_which_its_type_says_that_it_closes_it_is_not_reported(string members)
    {
        return Check("LIFE301", members);
    }

    [Fact]
    public Task Member_of_which_its_type_says_that_it_closes_it_may_be_closed()
    {
        return Check("LIFE305", """
            public class A : IDisposable
            {
                [HandlesResourceDisposal] readonly HttpClient _c;
                public A(HttpClient c) => _c = c;
                public void Dispose() => _c.Dispose();
            }

            public class B : IDisposable
            {
                readonly HttpClient _c;
                public B(HttpClient c) => _c = c;
                public void Dispose() => [|_c.Dispose()|];
            }
            """);
    }
}
