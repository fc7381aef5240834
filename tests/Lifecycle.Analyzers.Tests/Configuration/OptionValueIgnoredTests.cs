using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Configuration;

public sealed class OptionValueIgnoredTests
{
    private const string Source = """
        namespace Acme
        {
            public class Gateway
            {
                public Gateway(int port) { }
                public static Gateway Open() => new Gateway(1);
                public static Gateway Shared { get; } = new Gateway(2);
                public int Field;
                public class Nested { }
            }

            public class Cache<T>
            {
                public T Rent() => default!;
            }
        }
        """;

    [Theory]
    [InlineData("lifecycle.second_close = returns")]
    [InlineData("lifecycle.second_close = Awaits")]
    [InlineData("Lifecycle.Second_Close = awaits")]
    [InlineData("lifecycle.second_close =")]
    [InlineData("lifecycle.second_close = unset")]
    [InlineData("lifecycle.http_client_types = Acme.Gateway, Acme.Cache`1 | Acme.Gateway+Nested")]
    [InlineData("lifecycle.http_client_types = System.Net.Http.HttpClient")]
    [InlineData("lifecycle.singleton_types = Acme.Gateway")]
    [InlineData("lifecycle.owned_factories = Acme.Gateway.Open, Acme.Cache`1.Rent")]
    [InlineData("lifecycle.borrowed_factories = Acme.Gateway.Shared")]
    [InlineData("lifecycle.ownership_takers = Acme.Gateway, Acme.Gateway.Open")]
    [InlineData("dotnet_diagnostic.LIFE201.severity = nonsense")]
    [InlineData("lifecycles.second_close = sometimes")]
    public Task Value_that_is_understood_is_not_reported(string setting)
    {
        return Check(setting);
    }

    [Theory]
    [InlineData("sometimes")]
    [InlineData("return")]
    [InlineData("returns, awaits")]
    public Task Word_that_an_option_does_not_know_is_reported(string value)
    {
        return Check(
            $"lifecycle.second_close = {value}",
            Ignored(value, "lifecycle.second_close", "it can be 'returns' or 'awaits', and 'returns' applies"));
    }

    [Theory]
    [InlineData("Acme.Gatewya")]
    [InlineData("Gateway")]
    [InlineData("Acme.Gateway.Nested")]
    [InlineData("Acme.Cache<T>")]
    [InlineData("Acme.Gateway.Open")]
    [InlineData(".")]
    public Task Type_that_does_not_exist_is_reported(string name)
    {
        return Check(
            $"lifecycle.http_client_types = System.Net.Http.HttpClient, {name}",
            Ignored(name, "lifecycle.http_client_types", "this compilation has no type of this full metadata name"));
    }

    [Theory]
    [InlineData("Acme.Gateway.Opne")]
    [InlineData("Acme.Gateway.Field")]
    [InlineData("Acme.Gateway")]
    [InlineData("Open")]
    [InlineData(".Open")]
    [InlineData("Acme.Gateway.")]
    public Task Member_that_does_not_exist_is_reported(string name)
    {
        return Check(
            $"lifecycle.owned_factories = {name}",
            Ignored(name, "lifecycle.owned_factories", "this compilation has no method or property of this name, written Namespace.Type.Member"));
    }

    [Fact]
    public Task Taker_that_is_neither_method_nor_type_is_reported()
    {
        return Check(
            "lifecycle.ownership_takers = Acme.Host",
            Ignored("Acme.Host", "lifecycle.ownership_takers", "this compilation has no method, written Namespace.Type.Member, or type, written Namespace.Type, of this name"));
    }

    [Fact]
    public Task Misspelt_key_is_reported()
    {
        return Check(
            "lifecycle.secondclose = awaits",
            Ignored("awaits", "lifecycle.secondclose", "there is no option of this name"));
    }

    [Fact]
    public Task Each_wrong_entry_is_reported_once_however_many_files_it_holds_for()
    {
        return Verify.Rule("LIFE001", Source, test =>
        {
            test.TestState.Sources.Add(("/0/a/A.cs", "class A { }"));
            test.TestState.Sources.Add(("/0/a/B.cs", "class B { }"));
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nlifecycle.second_close = sometimes\n"));
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nlifecycle.second_close = sometimes\nlifecycle.singleton_types = No.One\n"));
            test.TestState.AnalyzerConfigFiles.Add(("/0/a/.editorconfig", "[*.cs]\nlifecycle.singleton_types = No.Two, No.One, No.Two\n"));
            test.ExpectedDiagnostics.Add(Ignored("sometimes", "lifecycle.second_close", "it can be 'returns' or 'awaits', and 'returns' applies"));
            test.ExpectedDiagnostics.Add(Ignored("No.One", "lifecycle.singleton_types", "this compilation has no type of this full metadata name"));
            test.ExpectedDiagnostics.Add(Ignored("No.Two", "lifecycle.singleton_types", "this compilation has no type of this full metadata name"));
        });
    }

    [Fact]
    public Task Value_of_a_global_file_is_reported()
    {
        return Verify.Rule("LIFE001", Source, test =>
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nlifecycle.second_close = never\n"));
            test.ExpectedDiagnostics.Add(Ignored("never", "lifecycle.second_close", "it can be 'returns' or 'awaits', and 'returns' applies"));
        });
    }

    private static Task Check(string setting, params DiagnosticResult[] expected)
    {
        return Verify.Rule(
            "LIFE001",
            Source,
            test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n\n[*.cs]\n{setting}\n")),
            expected);
    }

    private static DiagnosticResult Ignored(string value, string key, string reason)
    {
        return Verify.Diagnostic("LIFE001").WithArguments($"The value '{value}' of option '{key}'", reason);
    }

    [Fact]
    public Task Lines_of_a_knowledge_file_that_say_something_are_not_reported()
    {
        return CheckKnowledge("""
            # Acme

            T:Acme.Gateway = nothing to close  # a comment
            M:Acme.Gateway.Open = fresh
            M:Acme.Gateway.Open() = borrowed
            M:Acme.Gateway.#ctor = uses port
            M:Acme.Gateway.#ctor(System.Int32) = uses all
            P:Acme.Gateway.Shared = borrowed
            M:Acme.Cache`1.Rent = borrowed, uses this
            T:Acme.Gateway.Nested = to close
            M:System.IO.File.OpenRead = fresh
            M:Not.Referenced.Here.Open = fresh
            """);
    }

    [Theory]
    [InlineData("nonsense", "a line is written 'id = fact, fact'")]
    [InlineData("Acme.Gateway.Open = fresh", "a line begins with a documentation comment id: 'T:', 'M:' or 'P:' and the full name")]
    [InlineData("M:Open = fresh", "the id of a member is written 'M:Namespace.Type.Member'")]
    [InlineData("M:Acme.Gateway.Open = frehs", "'frehs' is no fact about a member")]
    [InlineData("M:Acme.Gateway.Open =", "a fact is missing")]
    [InlineData("T:Acme.Gateway = fresh", "'fresh' is no fact about a type")]
    [InlineData("T:Acme.Gatewya = nothing to close", "this compilation has no type 'Acme.Gatewya'")]
    [InlineData("T:Acme.Gateway.Nestde = to close", "this compilation has no type 'Acme.Gateway.Nestde'")]
    [InlineData("T:Gateway = to close", "this compilation has no type 'Gateway'")]
    [InlineData("M:Acme.Gateway.Opne = fresh", "'Acme.Gateway' declares no method or property 'Opne'")]
    [InlineData("M:Acme.Gateway.Field = fresh", "'Acme.Gateway' declares no method or property 'Field'")]
    [InlineData("M:Acme.Gateway.Open(System.Int32) = fresh", "'Acme.Gateway.Open' has no overload with these parameters")]
    [InlineData("M:Acme.Gateway.#ctor = keeps prot", "'Acme.Gateway.#ctor' has no parameter 'prot'")]
    [InlineData("M:Acme.Gateway.#ctor = keeps port if closes", "'Acme.Gateway.#ctor' has no parameter 'closes'")]
    [InlineData("M:Acme.Gateway.Open = returns port", "'Acme.Gateway.Open' has no parameter 'port'")]
    public Task Line_of_a_knowledge_file_that_does_nothing_is_reported_at_its_place(string line, string reason)
    {
        return CheckKnowledge("# Acme\n\n  {|#0:" + line + "|}\t\nM:Acme.Gateway.Open = fresh\n", Verify.Diagnostic("LIFE001").WithLocation(0).WithArguments($"The line '{line}'", reason));
    }

    [Fact]
    public Task Other_additional_files_are_no_knowledge()
    {
        return Verify.Rule("LIFE001", Source, test => test.TestState.AdditionalFiles.Add(("/knowledge.txt", "nonsense")));
    }

    private static Task CheckKnowledge(string text, params DiagnosticResult[] expected)
    {
        return Verify.Rule("LIFE001", Source, test => test.TestState.AdditionalFiles.Add(("/0/Lifecycle.Knowledge.txt", text)), expected);
    }
}
