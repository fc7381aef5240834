using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Knowledge;

/// <summary>Types of the source that take elements and close them together, as CompositeDisposable does.</summary>
public sealed class HolderTests
{
    private static Task Check(string rule, string body)
    {
        return Verify.Rule(rule, $$"""
            using System;
            using System.Collections;
            using System.Collections.Generic;
            using System.Net.Http;

            sealed class Bag : IDisposable, IEnumerable<IDisposable>
            {
                private readonly List<IDisposable> _all = new();

                public Bag() { }
                public Bag(params IDisposable[] all) => _all.AddRange(all);
                public Bag(IDisposable first, IDisposable second) { _all.Add(first); _all.Add(second); }
                public void Add(IDisposable one) => _all.Add(one);
                public T With<T>(T one) where T : IDisposable { _all.Add(one); return one; }
                public void Dispose() { foreach (var one in _all) one.Dispose(); _all.Clear(); }
                public IEnumerator<IDisposable> GetEnumerator() => _all.GetEnumerator();
                IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
            }

            static class BagExtensions
            {
                public static T DisposeWith<T>(this T one, Bag bag) where T : IDisposable { bag.Add(one); return one; }
            }

            class R : IDisposable { public void Use() { } public void Dispose() { } }

            class C
            {
                readonly Bag _bag = new();

                void M(Bag given)
                {
                    {{body}}
                }

                void Close() => _bag.Dispose();
            }
            """);
    }

    [Theory]
    [InlineData("var r = new R(); given.Add(r);")]
    [InlineData("var r = given.With(new R()); r.Use();")]
    [InlineData("var r = new R(); given.With(r); r.Use();")]
    [InlineData("var r = new R().DisposeWith(given); r.Use();")]
    [InlineData("var r = _bag.With(new R()); r.Use();")]
    [InlineData("using var bag = new Bag(); var r = bag.With(new R()); r.Use();")]
    [InlineData("var r = new R(); using var bag = new Bag { r };")]
    [InlineData("var r = new R(); using var bag = new Bag(r, new R());")]
    [InlineData("var r = new R(); using var bag = new Bag(new[] { r });")]
    public async Task Element_of_a_holder_is_taken_over(string body)
    {
        await Check("LIFE312", body);
        await Check("LIFE313", body);
    }

    [Theory]
    [InlineData("var [|bag|] = new Bag(); bag.Add(new R());")]
    [InlineData("var [|bag|] = new Bag { new R() };")]
    public Task Holder_itself_has_to_be_closed(string body)
    {
        return Check("LIFE312", body);
    }
}
