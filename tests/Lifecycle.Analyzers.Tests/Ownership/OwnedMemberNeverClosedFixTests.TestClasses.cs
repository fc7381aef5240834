using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedMemberNeverClosedFixTests
{
    private const string Frameworks = """
        namespace Xunit
        {
            public class FactAttribute : System.Attribute { }
        }

        namespace NUnit.Framework
        {
            public class TestAttribute : System.Attribute { }
            public class SetUpAttribute : System.Attribute { }
            public class TearDownAttribute : System.Attribute { }
            public class OneTimeSetUpAttribute : System.Attribute { }
            public class OneTimeTearDownAttribute : System.Attribute { }
        }

        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public class TestClassAttribute : System.Attribute { }
            public class TestMethodAttribute : System.Attribute { }
            public class TestCleanupAttribute : System.Attribute { }
        }
        """;

    [Fact]
    public async Task An_xunit_class_gets_a_plain_Dispose()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading;
            using Xunit;

            public class Tests
            {
                private readonly HttpClient [|_http|] = new();

                [Fact]
                public void Works() => _http.GetStringAsync("").Wait();
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading;
            using Xunit;

            public class Tests : IDisposable
            {
                private readonly HttpClient _http = new();
                private int _disposed;

                [Fact]
                public void Works() => _http.GetStringAsync("").Wait();

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                }
            }
            """, Close, WithFrameworks);
    }

    [Fact]
    public async Task An_NUnit_class_closes_per_test_what_it_makes_per_test()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;
            using NUnit.Framework;

            public class Tests
            {
                private readonly HttpClient [|_shared|] = new();
                private HttpClient [|_http|] = null!;

                [SetUp]
                public void SetUp() => _http = new HttpClient();

                [Test]
                public void Works() => _http.GetStringAsync("").Wait();
            }
            """, """
            using System.Net.Http;
            using NUnit.Framework;

            public class Tests
            {
                private readonly HttpClient _shared = new();
                private HttpClient _http = null!;

                [SetUp]
                public void SetUp() => _http = new HttpClient();

                [Test]
                public void Works() => _http.GetStringAsync("").Wait();

                [OneTimeTearDown]
                public void OneTimeTearDown()
                {
                    _shared.Dispose();
                }

                [TearDown]
                public void TearDown()
                {
                    _http.Dispose();
                }
            }
            """, Close, WithFrameworks);
    }

    [Fact]
    public async Task A_hook_that_is_there_gets_the_release()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;
            using Microsoft.VisualStudio.TestTools.UnitTesting;

            [TestClass]
            public class Tests
            {
                private readonly HttpClient [|_http|] = new();
                private int _count;

                [TestMethod]
                public void Works() => _http.GetStringAsync("").Wait();

                [TestCleanup]
                public void Cleanup() => _count++;
            }
            """, """
            using System.Net.Http;
            using Microsoft.VisualStudio.TestTools.UnitTesting;

            [TestClass]
            public class Tests
            {
                private readonly HttpClient _http = new();
                private int _count;

                [TestMethod]
                public void Works() => _http.GetStringAsync("").Wait();

                [TestCleanup]
                public void Cleanup()
                {
                    _count++;
                    _http.Dispose();
                }
            }
            """, Close, WithFrameworks);
    }

    private static void WithFrameworks(LifecycleTest test)
    {
        test.TestState.Sources.Add(("Frameworks.cs", Frameworks));
        test.FixedState.Sources.Add(("Frameworks.cs", Frameworks));
    }
}
