using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>What a framework runs before each test, and on how many objects.</summary>
public sealed partial class OwnedValueOverwrittenTests
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
            public enum LifeCycle { SingleInstance, InstancePerTestCase }
            public class FixtureLifeCycleAttribute(LifeCycle cycle) : System.Attribute { public LifeCycle Cycle => cycle; }
        }

        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public class TestClassAttribute : System.Attribute { }
            public class TestMethodAttribute : System.Attribute { }
            public class TestInitializeAttribute : System.Attribute { }
        }
        """;

    private static string Tests(string members, string head = "public class Tests")
    {
        return $$"""
            using System;
            using System.Net.Http;
            using NUnit.Framework;
            using Microsoft.VisualStudio.TestTools.UnitTesting;
            using Xunit;

            {{head}}
            {
                private HttpClient? _c;

                {{members}}
            }
            """ + Frameworks;
    }

    [Theory]
    [InlineData("[SetUp] public void Before() { [|_c = new HttpClient()|]; } [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() => [|_c = new HttpClient()|]; [Test] public void T() { _c!.CancelPendingRequests(); }")]
    [InlineData("[SetUp] public void Before() { [|_c = new HttpClient()|]; } [TearDown] public void After() { } [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() { [|_c = new HttpClient()|]; } [OneTimeTearDown] public void After() { _c?.Dispose(); } [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() { Make(); } void Make() { [|_c = new HttpClient()|]; } [Test] public void T() { }")]
    public async Task Hook_that_makes_a_client_for_each_test_and_leaves_it_open_is_reported(string members)
    {
        await Verify.Rule(Id, Tests(members));
    }

    [Theory]
    [InlineData("[SetUp] public void Before() { _c = new HttpClient(); } [TearDown] public void After() { _c?.Dispose(); } [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() { _c = new HttpClient(); } [TearDown] public void After() { Close(); } void Close() => _c?.Dispose(); [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() { _c?.Dispose(); _c = new HttpClient(); } [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() { _c ??= new HttpClient(); } [Test] public void T() { }")]
    [InlineData("[SetUp] public void Before() { _c = new HttpClient(); } [Test] public void T() { _c!.Dispose(); }")]
    [InlineData("[OneTimeSetUp] public void Before() { _c = new HttpClient(); } [Test] public void T() { }")]
    [InlineData("[Test] public void T() { _c = new HttpClient(); }")]
    [InlineData("[TestInitialize] public void Before() { _c = new HttpClient(); } [TestMethod] public void T() { }")]
    [InlineData("public Tests() { _c = new HttpClient(); } [Fact] public void T() { }")]
    [InlineData("[SetUp] public void Before() { _c = new HttpClient(); } [Test] public void T() { }", "[FixtureLifeCycle(LifeCycle.InstancePerTestCase)] public class Tests")]
    public async Task Hook_that_runs_once_on_an_object_or_whose_client_is_closed_is_silent(string members, string head = "public class Tests")
    {
        await Verify.Rule(Id, Tests(members, head));
    }
}
