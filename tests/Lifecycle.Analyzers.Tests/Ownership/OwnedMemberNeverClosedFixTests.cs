using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedMemberNeverClosedFixTests
{
    private const string Id = "LIFE301";
    private const string Close = "LIFE301.CloseMember";
    private const string WhenOwned = "LIFE301.CloseWhenOwned";

    [Fact]
    public async Task A_sealed_type_gets_a_guarded_Dispose()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            public sealed class WeatherClient
            {
                // The client.
                private readonly HttpClient [|_http|] = new();

                public Task<string> GetAsync(Uri address) => _http.GetStringAsync(address);
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class WeatherClient : IDisposable
            {
                // The client.
                private readonly HttpClient _http = new();
                private int _disposed;

                public Task<string> GetAsync(Uri address) => _http.GetStringAsync(address);

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                }
            }
            """, Close);
    }

    [Fact]
    public async Task All_members_of_a_type_are_closed_by_one_Dispose()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading;

            internal class C
            {
                private readonly HttpClient [|_one|] = new();
                private HttpClient? [|_two|];

                private HttpClient [|Three|] { get; } = new();

                public void Open() => _two = new HttpClient();
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;

            internal class C : IDisposable
            {
                private readonly HttpClient _one = new();
                private HttpClient? _two;
                private int _disposed;

                private HttpClient Three { get; } = new();

                public void Open() => _two = new HttpClient();

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _one.Dispose();
                    _two?.Dispose();
                    Three.Dispose();
                }
            }
            """, Close);
    }

    [Fact]
    public async Task A_guarded_Dispose_gets_one_more_release()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly HttpClient _one = new();
                private readonly HttpClient [|_two|] = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _one.Dispose();
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly HttpClient _one = new();
                private readonly HttpClient _two = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _one.Dispose();
                    _two.Dispose();
                }
            }
            """, Close);
    }

    [Fact]
    public async Task Dispose_bool_gets_the_release_on_its_disposing_side()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;

            public class Retry : DelegatingHandler
            {
                private readonly HttpClient [|_log|] = new();
                private bool _disposed;

                protected override void Dispose(bool disposing)
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    if (disposing)
                    {
                        InnerHandler?.Dispose();
                    }

                    base.Dispose(disposing);
                }
            }
            """, """
            using System.Net.Http;

            public class Retry : DelegatingHandler
            {
                private readonly HttpClient _log = new();
                private bool _disposed;

                protected override void Dispose(bool disposing)
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    if (disposing)
                    {
                        try
                        {
                            InnerHandler?.Dispose();
                        }
                        finally
                        {
                            _log.Dispose();
                        }
                    }

                    base.Dispose(disposing);
                }
            }
            """, Close);
    }

    [Fact]
    public async Task A_client_given_or_made_is_closed_only_when_it_was_made()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;

            public sealed class Gateway
            {
                private readonly HttpClient [|_http|];

                public Gateway(HttpClient? http = null)
                {
                    _http = http ?? new HttpClient(); // ours, if none is given
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;

            public sealed class Gateway : IDisposable
            {
                private readonly HttpClient _http;
                private readonly bool _ownsHttp;
                private int _disposed;

                public Gateway(HttpClient? http = null)
                {
                    _http = http ?? new HttpClient(); // ours, if none is given
                    _ownsHttp = http is null;
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_ownsHttp)
                        _http.Dispose();
                }
            }
            """, WhenOwned);
    }

    [Fact]
    public async Task Each_constructor_says_whether_it_owns()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading;

            sealed class A
            {
                private readonly HttpClient [|_http|];

                public A() : this(new HttpClient())
                {
                }

                public A(HttpClient http) => _http = http;
            }

            sealed class B
            {
                private readonly HttpClient [|_http|];

                public B() => _http = new HttpClient();

                public B(HttpClient http)
                {
                    _http = http;
                }

                public B(HttpClient? http, int n)
                {
                    _http = http == null ? new HttpClient() : http;
                }
            }

            sealed class D(HttpClient? http = null)
            {
                private readonly HttpClient [|_http|] = http ?? new HttpClient();
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;

            sealed class A : IDisposable
            {
                private readonly HttpClient _http;
                private readonly bool _ownsHttp;
                private int _disposed;

                public A() : this(new HttpClient())
                {
                    _ownsHttp = true;
                }

                public A(HttpClient http) => _http = http;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_ownsHttp)
                        _http.Dispose();
                }
            }

            sealed class B : IDisposable
            {
                private readonly HttpClient _http;
                private readonly bool _ownsHttp;
                private int _disposed;

                public B()
                {
                    _http = new HttpClient();
                    _ownsHttp = true;
                }

                public B(HttpClient http)
                {
                    _http = http;
                }

                public B(HttpClient? http, int n)
                {
                    _http = http == null ? new HttpClient() : http;
                    _ownsHttp = http is null;
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_ownsHttp)
                        _http.Dispose();
                }
            }

            sealed class D(HttpClient? http = null) : IDisposable
            {
                private readonly HttpClient _http = http ?? new HttpClient();
                private readonly bool _ownsHttp = http is null;
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_ownsHttp)
                        _http.Dispose();
                }
            }
            """, WhenOwned);
    }

    [Theory]
    [InlineData("class C { public HttpClient [|P|] { get; init; } = new(); }")]
    [InlineData("class C { public HttpClient [|P|] { get; set; } = new(); }")]
    [InlineData("class C { internal HttpClient [|_c|] = new(); }")]
    [InlineData("struct C { HttpClient [|_c|]; public C(int i) { _c = new HttpClient(); } }")]
    [InlineData("class C { HttpClient [|_c|]; public C(HttpClient? c) { c ??= new HttpClient(); _c = c; } }")]
    [InlineData("class C { HttpClient? [|_c|]; public C(HttpClient c) { _c = c; } public void Open() => _c = new HttpClient(); }")]
    [InlineData("class C { HttpClient [|_c|] = new(); public C() { } public C(HttpClient c) { _c = c; } }")]
    public async Task A_member_that_may_hold_what_is_anothers_is_left_alone(string type)
    {
        var source = "using System.Net.Http;\n\n" + type;
        await Verify.Fix(Id, source, source, Close);
        await Verify.Fix(Id, source, source, WhenOwned);
    }

    [Fact]
    public async Task A_close_member_in_another_file_is_left_alone()
    {
        const string Source = "using System.Net.Http;\n\npartial class C { readonly HttpClient [|_c|] = new(); }";
        await Verify.Fix(Id, Source, Source, Close, test =>
        {
            const string Other = "partial class C : System.IDisposable { public void Dispose() { } }";
            test.TestState.Sources.Add(("Other.cs", Other));
            test.FixedState.Sources.Add(("Other.cs", Other));
        });
    }

    [Fact]
    public async Task An_old_language_gets_what_it_can_read()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;

            internal sealed class C
            {
                private readonly HttpClient [|_http|] = new HttpClient();
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;

            internal sealed class C : IDisposable
            {
                private readonly HttpClient _http = new HttpClient();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                }
            }
            """, Close, test =>
            {
                test.ReferenceAssemblies = TestTargets.NetStandard20;
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
    }
}
