using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Finalizers;

/// <summary>Which type the object is decides what its finalizer reaches.</summary>
public sealed partial class FinalizerSchedulesAsyncWorkTests
{
    [Fact]
    public async Task Override_in_a_derived_type_is_reported_at_the_finalizer_of_the_base()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            class Resource
            {
                ~Resource() => {|#0:Dispose(false)|};

                protected virtual void Dispose(bool disposing) { }
            }

            class Middle : Resource { }

            class Connection : Middle
            {
                protected override void Dispose(bool disposing)
                {
                    {|#1:Task.Run(() => { })|};
                    base.Dispose(disposing);
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("Resource", "~Resource -> Connection.Dispose -> Task.Run"));
    }

    [Fact]
    public async Task Override_in_a_sibling_is_not_mixed_in()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            class Resource
            {
                ~Resource() => Dispose(false);

                protected virtual void Dispose(bool disposing) { }
                protected virtual void Flush() { }
            }

            class Calling : Resource
            {
                protected override void Dispose(bool disposing) => Flush();
            }

            class Scheduling : Resource
            {
                protected override void Flush() => Task.Run(() => { });
            }
            """);
    }

    [Fact]
    public async Task Override_of_the_type_itself_replaces_the_body_of_its_base()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            class Resource
            {
                public void Close() => CloseCore();

                protected virtual void CloseCore() => Task.Run(() => { });
            }

            sealed class Native : Resource
            {
                ~Native() => Close();

                protected override void CloseCore() { }
            }

            sealed class Calls : Resource
            {
                ~Calls() => [|CloseCore()|];

                protected override void CloseCore() => base.CloseCore();
            }
            """);
    }

    [Fact]
    public async Task Abstract_member_is_followed_into_each_type_that_implements_it()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            abstract class Resource<T>
            {
                ~Resource() => [|Release()|];

                protected abstract void Release();
            }

            sealed class Quiet : Resource<int>
            {
                protected override void Release() { }
            }

            sealed class Loud : Resource<string>
            {
                protected override void Release() => _ = ReleaseAsync();

                private async Task ReleaseAsync() => await Task.Yield();
            }
            """);
    }

    [Fact]
    public async Task Interface_call_on_the_object_is_followed_into_its_implementation()
    {
        await Verify.Rule(
            Id,
            """
            using System;
            using System.Threading.Tasks;

            class C : IDisposable
            {
                ~C() => [|((IDisposable)this).Dispose()|];

                void IDisposable.Dispose() => Task.Run(() => { });
            }
            """);
    }

    [Fact]
    public async Task Member_of_another_object_is_followed_unless_something_overrides_it()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            class Inner
            {
                public void Close() => Task.Run(() => { });
                public virtual void Stop() => Task.Run(() => { });
                public virtual void Replaced() => Task.Run(() => { });
            }

            class Special : Inner
            {
                public override void Replaced() { }
            }

            class C
            {
                private readonly Inner _inner = new();

                ~C()
                {
                    [|_inner.Close()|];
                    [|_inner.Stop()|];
                    _inner.Replaced();
                }
            }
            """);
    }

    [Fact]
    public async Task Helper_that_gets_the_object_is_followed_with_it()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            static class Closer
            {
                public static void Close(Resource resource) => resource.Release();
            }

            abstract class Resource
            {
                ~Resource() => [|Closer.Close(this)|];

                public abstract void Release();
            }

            sealed class Remote : Resource
            {
                public override void Release() => Task.Run(() => { });
            }
            """);
    }

    [Fact]
    public async Task Recursion_ends()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            class C
            {
                ~C()
                {
                    Ping(0);
                    [|Count(3)|];
                    [|Endless(0)|];
                }

                private void Ping(int n) => Pong(n + 1);
                private void Pong(int n) => Ping(n + 1);
                private void Count(int n) { if (n > 0) Count(n - 1); else Task.Run(() => { }); }
                private void Endless(int n) { Endless(n); Task.Run(() => { }); Endless(n); }
            }
            """);
    }

    [Fact]
    public async Task Each_operation_of_the_finalizer_is_reported_once()
    {
        await Verify.Rule(
            Id,
            """
            using System.Threading.Tasks;

            class C
            {
                ~C()
                {
                    {|#0:Stop()|};
                    {|#1:Task.Run(Stop)|};
                }

                private void Stop() { Far(); {|#2:Task.Run(Far)|}; Task.Run(Far); }
                private void Far() => Near();
                private void Near() => Task.Run(Far);
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(2).WithArguments("C", "~C -> Stop -> Task.Run"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("C", "~C -> Task.Run"));
    }

    [Theory]
    [InlineData("partial class C { ~C() => [|Close()|]; } partial class C { void Close() => Task.Run(() => { }); }")]
    [InlineData("class Outer { class C { ~C() => [|Close()|]; void Close() => Task.Run(() => { }); } }")]
    [InlineData("class C<T> { ~C() => [|Close()|]; void Close() => Close<T>(default!); void Close<U>(U u) => Task.Run(() => { }); }")]
    [InlineData("record C { ~C() => [|Close()|]; void Close() => Task.Run(() => { }); }")]
    [InlineData("class C(System.Action a) { ~C() { a(); [|Close()|]; } void Close() => Task.Run(a); }")]
    [InlineData("sealed class C { ~C() { [|Close()|]; } void Close() { Task.Run(() => { }); } }")]
    [InlineData("unsafe class C { ~C() { [|Close()|]; } void Close() { Task.Run(() => { }); } }")]
    [InlineData("class B { protected void Close() => Task.Run(() => { }); } class C : B { ~C() => [|base.Close()|]; }")]
    [InlineData("class C { ~C() => [|Close()|]; partial void Close(); partial void Close() { Task.Run(() => { }); } }", false)]
    [InlineData("class C : System.Runtime.ConstrainedExecution.CriticalFinalizerObject { ~C() => [|Close()|]; void Close() => Task.Run(() => { }); }")]
    public async Task Every_form_of_type_is_looked_at(string type, bool isWhole = true)
    {
        var declaration = isWhole ? type : "partial " + type;
        await Verify.Rule(Id, "using System.Threading.Tasks;\n" + declaration);
    }

    [Fact]
    public async Task Base_type_in_another_file_is_followed()
    {
        await Verify.Rule(
            Id,
            """
            sealed class C : B
            {
                ~C() => [|Close()|];
            }
            """,
            test => test.TestState.Sources.Add("abstract class B { protected void Close() => System.Threading.Tasks.Task.Run(() => { }); }"));
    }

    [Fact]
    public async Task Old_frameworks_and_languages_are_looked_at()
    {
        const string source = """
            using System;
            using System.Threading.Tasks;

            class C : IDisposable
            {
                ~C()
                {
                    [|Dispose(true)|];
                }

                public void Dispose()
                {
                    Dispose(true);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        Task.Run(() => { });
                }
            }
            """;

        foreach (var target in new[] { TestTargets.NetFramework472, TestTargets.NetStandard20 })
        {
            await Verify.Rule(Id, source, test =>
            {
                test.ReferenceAssemblies = target;
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
        }
    }

    [Fact]
    public async Task Delegate_begin_invoke_is_reported()
    {
        await Verify.Rule(
            Id,
            "class C { private System.Action a = null; ~C() { [|a.BeginInvoke(null, null)|]; } }",
            test =>
            {
                test.ReferenceAssemblies = TestTargets.NetFramework472;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public async Task Dispatchers_of_user_interfaces_are_known()
    {
        await Verify.Rule(
            Id,
            """
            namespace System.Windows.Threading
            {
                public class Dispatcher { public object BeginInvoke(System.Delegate d, params object[] a) => d; public object InvokeAsync(System.Action a) => a; }
            }

            namespace System.Windows.Forms
            {
                public class Control { public System.IAsyncResult BeginInvoke(System.Delegate d) => null!; }
                public class Form : Control { }
            }

            namespace Microsoft.UI.Dispatching
            {
                public class DispatcherQueue { public bool TryEnqueue(System.Action a) => true; }
            }

            class C
            {
                private System.Windows.Threading.Dispatcher _dispatcher = new();
                private System.Windows.Forms.Form _form = new();
                private Microsoft.UI.Dispatching.DispatcherQueue _queue = new();

                ~C()
                {
                    [|_dispatcher.BeginInvoke(() => { })|];
                    [|_dispatcher.InvokeAsync(() => { })|];
                    [|_form.BeginInvoke(() => { })|];
                    [|_queue.TryEnqueue(() => { })|];
                }
            }
            """);
    }

    [Fact]
    public async Task Type_without_a_finalizer_is_not_looked_at()
    {
        await Verify.Rule(
            Id,
            """
            using System;
            using System.Threading.Tasks;

            class C : IDisposable
            {
                public void Dispose() => Task.Run(() => { });
                public void Finalize(int code) => Task.Run(() => { });
            }
            """);
    }

    [Theory]
    [InlineData("class C { ~C() { Dispose( } void Dispose() { System.Threading.Tasks.Task.Run(() => ")]
    [InlineData("class C { ~C() => Missing().Wait(); }")]
    [InlineData("class C : C { ~C() => Close(); protected virtual void Close() { } }")]
    [InlineData("class A : B { ~A() => Close(); protected virtual void Close() { } } class B : A { protected override void Close() { } }")]
    [InlineData("class C { ~C() { var x = x.Close(); _ = x; void F() => F(; F(); } }")]
    [InlineData("class C { ~C() { } ~C() { System.Threading.Tasks.Task.Run(() => { }); } }")]
    [InlineData("class C { ~C(int a) { Dispose(a); } void Dispose(int b, int c) { } }")]
    [InlineData("struct S { ~S() { } } interface I { ~I(); } static class T { ~T() { } }")]
    [InlineData("class C { ~C() => (a ? : b).M(out var z, ref z); }")]
    [InlineData("class C { int this[int i] { get => this[i]; set => this[i] = value; } ~C() { this[0]++; this[1] = this[; } }")]
    [InlineData("partial class C { ~C() => P(); partial void P(); }")]
    public async Task Broken_code_raises_no_exception(string source)
    {
        var test = new LifecycleTest { TestCode = source, CompilerDiagnostics = CompilerDiagnostics.None };
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        test.DisabledDiagnostics.AddRange(["LIFE101", "LIFE102"]);
        await test.RunAsync();
    }
}
