using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Knowledge;

/// <summary>lifecycle.knowledge.txt: what the user says of libraries and of the source.</summary>
public sealed class UserKnowledgeTests
{
    private static Task Check(string knowledge, string body, string rule = "LIFE312")
    {
        return Verify.Rule(
            rule,
            $$"""
            using System;
            using System.IO;
            using System.Net.Http;

            namespace Acme
            {
                public abstract class Pool
                {
                    public abstract Lease Rent();
                    public abstract bool TryRent(out Lease lease);
                    public abstract void Return(Lease lease);
                    public abstract Lease With(Lease lease);
                    public virtual Lease Current => throw new Exception();
                }

                public class Lease : IDisposable
                {
                    public Lease() { }
                    public Lease(int size) { }
                    public virtual void Use() { }
                    public virtual void Stop() { }
                    public void Dispose() { }
                }

                public abstract class Frames
                {
                    public abstract void Read(Stream stream, bool shared);
                }

                public class SpecialLease : Lease;
            }

            class C
            {
                static Acme.Lease Make() => new Acme.Lease();

                void M(Acme.Pool pool, Acme.Frames frames, string path)
                {
                    {{body}}
                }
            }
            """,
            test => test.TestState.AdditionalFiles.Add(("/0/lifecycle.knowledge.txt", knowledge)));
    }

    [Theory]
    [InlineData("M:Acme.Pool.Rent = fresh", "var [|lease|] = pool.Rent(); lease.Use();")]
    [InlineData("M:Acme.Pool.Rent() = fresh", "var [|lease|] = pool.Rent(); lease.Use();")]
    [InlineData("P:Acme.Pool.Current = fresh", "var [|lease|] = pool.Current; lease.Use();")]
    [InlineData("M:Acme.Pool.Return = uses lease", "var [|lease|] = new Acme.Lease(); pool.Return(lease);")]
    [InlineData("M:Acme.Pool.Return = uses all", "var [|lease|] = new Acme.Lease(); pool.Return(lease);")]
    [InlineData("T:Acme.Pool = uses all", "var [|lease|] = new Acme.Lease(); pool.Return(lease);")]
    [InlineData("M:Acme.Pool.TryRent = fresh lease", "if (pool.TryRent(out var [|lease|])) lease.Use();")]
    [InlineData("M:System.IO.StreamReader.#ctor = holds stream", "var [|s|] = File.OpenRead(path); using var r = new StreamReader(s); r.ReadLine();")]
    [InlineData("T:Acme.Lease = nothing to close\nT:Acme.SpecialLease = to close", "var lease = new Acme.Lease(); lease.Use(); var [|special|] = new Acme.SpecialLease(); special.Use();")]
    [InlineData("M:Acme.Frames.Read = closes stream if shared", "var [|s|] = File.OpenRead(path); frames.Read(s, false);")]
    [InlineData("", "var [|lease|] = Make();")]
    [InlineData("T:System.IO.MemoryStream = to close", "var [|s|] = new MemoryStream(); s.ReadByte();")]
    public Task Line_makes_a_finding(string knowledge, string body)
    {
        return Check(knowledge, body);
    }

    [Theory]
    [InlineData("", "var lease = pool.Rent(); lease.Use();")]
    [InlineData("T:Acme.Lease = nothing to close", "var lease = new Acme.Lease(); lease.Use();")]
    [InlineData("T:Acme.Lease = nothing to close", "var lease = new Acme.SpecialLease(); lease.Use();")]
    [InlineData("M:Acme.Lease.#ctor(System.Int32) = nothing to close", "var lease = new Acme.Lease(1); lease.Use();")]
    [InlineData("M:C.Make = nothing to close", "var lease = Make();")]
    [InlineData("M:Acme.Lease.Stop = closes this", "var lease = new Acme.Lease(); lease.Stop();")]
    [InlineData("M:Acme.Lease.Stop = closes this", "var lease = new Acme.SpecialLease(); lease.Stop();")]
    [InlineData("M:Acme.Pool.Return = closes lease", "var lease = new Acme.Lease(); pool.Return(lease);")]
    [InlineData("M:Acme.Pool.Return = keeps lease", "var lease = new Acme.Lease(); pool.Return(lease);")]
    [InlineData("M:Acme.Pool.With = returns lease", "var lease = pool.With(new Acme.Lease()); lease.Dispose();")]
    [InlineData("M:System.IO.File.OpenRead = borrowed", "var s = File.OpenRead(path); s.ReadByte();")]
    [InlineData("M:System.IO.File.OpenRead = fresh\nM:System.IO.File.OpenRead = borrowed", "var s = File.OpenRead(path); s.ReadByte();")]
    [InlineData("M:System.IO.File.OpenRead(System.String) = borrowed\nM:System.IO.File.OpenRead = fresh", "var s = File.OpenRead(path); s.ReadByte();")]
    [InlineData("M:Acme.Frames.Read = closes stream if shared", "var s = File.OpenRead(path); frames.Read(s, true);")]
    [InlineData("nonsense\nM:Acme.Pool.Rent = frehs\n= =\nM:(((", "var lease = pool.Rent(); lease.Use();")]
    public Task Line_makes_silence(string knowledge, string body)
    {
        return Check(knowledge, body);
    }

    [Fact]
    public Task Borrowed_result_must_not_be_closed()
    {
        return Check("M:Acme.Pool.Rent = borrowed", "[|pool.Rent().Dispose()|];", "LIFE315");
    }

    [Fact]
    public Task Result_that_need_not_be_closed_may_be()
    {
        return Check("M:Acme.Pool.Rent = nothing to close", "pool.Rent().Dispose();", "LIFE315");
    }

    [Fact]
    public Task Ignored_types_are_not_followed()
    {
        return Verify.Rule(
            "LIFE312",
            """
            using System;

            namespace Acme
            {
                public interface IDetached;
                public class Scope : IDisposable { public void Dispose() { } }
                public class Inner : Scope;
                public class Other : IDetached, IDisposable { public void Dispose() { } }
            }

            class C
            {
                void M()
                {
                    var a = new Acme.Scope();
                    var b = new Acme.Inner();
                    var c = new Acme.Other();
                    var [|t|] = new System.Threading.Timer(_ => { });
                }
            }
            """,
            test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n\n[*.cs]\nlifecycle.ignored_types = Acme.Scope, Acme.IDetached\n")));
    }
}
