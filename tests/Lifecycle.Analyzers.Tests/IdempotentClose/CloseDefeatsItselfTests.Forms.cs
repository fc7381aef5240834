using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class CloseDefeatsItselfTests
{
    private const string Stop = "void Stop() { if (_d) return; session.Close(); }";

    [Theory]
    [InlineData("class C(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; [|Stop()|]; } " + Stop + " }")]
    [InlineData("class C(ISession session) : IDisposable { bool _d; void IDisposable.Dispose() { if (_d) return; _d = true; [|Stop()|]; } " + Stop + " }")]
    [InlineData("sealed record C(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; [|Stop()|]; } " + Stop + " }")]
    [InlineData("class C<T>(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; [|Stop()|]; } " + Stop + " }")]
    [InlineData("class Outer { class C(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; [|Stop()|]; } " + Stop + " } }")]
    [InlineData("partial class C(ISession session) : IDisposable { bool _d; " + Stop + " } partial class C { public void Dispose() { if (_d) return; _d = true; [|Stop()|]; } }")]
    [InlineData("class C(ISession session) : IDisposable { bool _d; public void Dispose() { Dispose(true); } protected virtual void Dispose(bool disposing) { if (_d) return; _d = true; if (disposing) [|Stop()|]; } " + Stop + " }")]
    [InlineData("class C(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; Dispose(true); } protected virtual void Dispose(bool disposing) { if (disposing) [|Stop()|]; } " + Stop + " }")]
    [InlineData("class A : IDisposable { protected bool _d; public void Dispose() { if (_d) return; _d = true; Dispose(true); } protected virtual void Dispose(bool disposing) { } } class C(ISession session) : A { protected override void Dispose(bool disposing) { [|Stop()|]; base.Dispose(disposing); } " + Stop + " }")]
    [InlineData("class A(ISession session) { protected bool _d; protected void Stop() { if (_d) return; session.Close(); } } class C(ISession session) : A(session), IDisposable { public void Dispose() { if (_d) return; _d = true; [|Stop()|]; } }")]
    [InlineData("class A(ISession session) { protected bool _d; public virtual void Stop() { if (_d) return; session.Close(); } } class C(ISession session) : A(session), IDisposable { public void Dispose() { if (_d) return; _d = true; [|base.Stop()|]; } }")]
    [InlineData("class C(ISession session) : IAsyncDisposable { bool _d; public async ValueTask DisposeAsync() { if (_d) return; _d = true; await DisposeAsyncCore(); } protected virtual async ValueTask DisposeAsyncCore() { [|Stop()|]; await Task.Yield(); } " + Stop + " }")]
    [InlineData("class C(ISession session) : IDisposable, IAsyncDisposable { int _d; public void Dispose() { if (Interlocked.Exchange(ref _d, 1) != 0) return; [|((IAsyncDisposable)this).DisposeAsync()|].AsTask().GetAwaiter().GetResult(); } async ValueTask IAsyncDisposable.DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await session.CloseAsync(); } }")]
    [InlineData("class C(ISession session) : IDisposable, IAsyncDisposable { int _d; public void Dispose() { if (Interlocked.Exchange(ref _d, 1) != 0) return; _ = [|DisposeAsync()|]; } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await session.CloseAsync(); } }")]
    [InlineData("class C(ISession session) : IAsyncDisposable { bool _d; public async ValueTask DisposeAsync() { if (_d) return; _d = true; await StopAsync(); async Task StopAsync() { await [|StopNowAsync()|]; } } async Task StopNowAsync() { if (_d) return; await session.CloseAsync(); } }")]
    [InlineData("class A(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; [|OnClose()|]; } protected virtual void OnClose() { if (_d) return; session.Close(); } } class C(ISession session) : A(session) { readonly ISession _s = session; protected override void OnClose() { _s.Close(); } }")]
    public Task Every_form_of_close_is_reported(string source)
    {
        return Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("class C(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; StopCore(); } public void Stop() { if (!_d) StopCore(); } void StopCore() => session.Close(); }")]
    [InlineData("class C(ISession session) : IDisposable { bool _d; public void Close() { if (!_d) Dispose(); } public void Dispose() { if (_d) return; _d = true; Close(); session.Close(); } }")]
    [InlineData("class C(ISession session) : IDisposable, IAsyncDisposable { bool _d; public void Dispose() { Dispose(true); } protected virtual void Dispose(bool disposing) { if (_d) return; _d = true; if (disposing) session.Close(); } public async ValueTask DisposeAsync() { await session.CloseAsync(); Dispose(false); } }")]
    [InlineData("class C(ISession session) : IDisposable { bool _d; event EventHandler? Changed; public void Dispose() { if (_d) return; _d = true; session.Close(); Log(); } void Log() { if (_d) return; Console.WriteLine(Changed); } }")]
    [InlineData("class C(ISession session) : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; if (session.IsOpen) session.Close(); } public void Use() { ObjectDisposedException.ThrowIf(_d, this); session.Close(); } }")]
    public Task A_close_that_works_is_not(string source)
    {
        return Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, true)]
    [InlineData(LanguageVersion.CSharp8, false)]
    public Task Old_targets_and_languages_are_analysed(LanguageVersion language, bool isFramework)
    {
        return Verify.Rule(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;

            class C : IDisposable
            {
                private readonly Stream _stream = new FileStream("x", FileMode.Open);
                private int _closed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _closed, 1) != 0)
                        return;

                    [|Stop()|];
                }

                private void Stop()
                {
                    if (_closed == 1)
                        throw new ObjectDisposedException(nameof(C));

                    _stream.Dispose();
                }
            }
            """,
            test =>
            {
                test.LanguageVersion = language;
                test.ReferenceAssemblies = isFramework ? TestTargets.NetFramework472 : TestTargets.NetStandard20WithAsyncInterfaces;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Theory]
    [InlineData("class C : IDisposable { bool _d; public void Dispose() { _d = true; Missing(); Stop(; } void Stop() { if (_d) return; _s.Close(); } }")]
    [InlineData("class C : IDisposable { bool _d; public void Dispose() { _d = true; Stop(1, 2); } void Stop() { if (_d) return; } }")]
    [InlineData("class C : IDisposable { bool _d; public void Dispose() { _d = true; Dispose(); Stop(); } void Stop() { if (_d) return; Stop(); Dispose(); } }")]
    [InlineData("class C : IDisposable { bool _d; public void Dispose() { _d = true; Stop(); } partial void Stop(); }")]
    [InlineData("class C : IDisposable { bool _d; public void Dispose() { _d = true; await StopAsync(); } async Task StopAsync() { if (_d")]
    public async Task Code_that_is_half_typed_is_no_problem(string source)
    {
        await Verify.Rule(Id, Usings + source, test => test.CompilerDiagnostics = CompilerDiagnostics.None);
    }
}
