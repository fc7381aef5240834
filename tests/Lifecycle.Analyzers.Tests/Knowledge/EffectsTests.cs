using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Knowledge;

public sealed class EffectsTests
{
    /// <summary>Libraries of which a plain compilation knows nothing; their ids cannot be checked here.</summary>
    private static readonly string[] OtherLibraries = ["Microsoft.Extensions", "Microsoft.AspNetCore", "Grpc", "Serilog", "NLog", "log4net", "Xunit", "Nito", "Microsoft.VisualStudio"];

    [Fact]
    public async Task Every_id_of_the_framework_names_something()
    {
        var compilation = await EngineTest.Compile("");
        var unknown = Effects.Lines()
            .Select(line => EffectLine.Parse(line).Id)
            .Where(id => !OtherLibraries.Any(library => id[2..].StartsWith(library, StringComparison.Ordinal)))
            .Where(id => !Names(compilation, id))
            .ToList();

        Assert.Empty(unknown);
    }

    [Fact]
    public void No_id_stands_twice()
    {
        var twice = Effects.Lines().Select(line => EffectLine.Parse(line).Id).GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key);
        Assert.Empty(twice);
    }

    [Fact]
    public void What_is_unsafe_says_why()
    {
        foreach (var line in Effects.Lines())
        {
            var (id, effect) = EffectLine.Parse(line);
            if (effect.Kind == EffectKind.Unsafe)
                Assert.True(effect.Reason.StartsWith("which ", StringComparison.Ordinal), id);
        }
    }

    [Fact]
    public async Task What_is_thrown_is_a_type()
    {
        var compilation = await EngineTest.Compile("");
        var thrown = Effects.Lines().Select(line => EffectLine.Parse(line).Effect.Exception).OfType<string>().Distinct();
        Assert.All(thrown, id => Assert.IsAssignableFrom<INamedTypeSymbol>(DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)));
    }

    [Fact]
    public async Task What_is_set_is_an_exact_property()
    {
        var compilation = await EngineTest.Compile("");
        var exact = Effects.Lines().Select(EffectLine.Parse).Where(line => line.Effect.IsExact).Select(line => line.Id).ToHashSet();
        foreach (var (_, effect) in Effects.Lines().Select(EffectLine.Parse))
        {
            if (effect.Sets is not null)
                Assert.Contains(effect.Sets, exact);
        }

        Assert.All(exact, id => Assert.NotNull(DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)));
    }

    [Theory]
    [InlineData("System.IO.MemoryStream", "Write", "Neutral")]
    [InlineData("System.IO.FileStream", "Write", "Unsafe")]
    [InlineData("System.Collections.Generic.List`1", "Remove", "Neutral")]
    [InlineData("System.Threading.Tasks.Task", "Delay", "Neutral")]
    [InlineData("System.Net.Http.HttpClient", "GetAsync", "Unsafe")]
    [InlineData("System.IO.Stream", "ToString", "Neutral")]
    public async Task The_line_that_is_most_exact_wins(string type, string method, string expected)
    {
        var compilation = await EngineTest.Compile("");
        var member = compilation.GetTypeByMetadataName(type)!.GetMembers(method).FirstOrDefault()
            ?? compilation.GetSpecialType(SpecialType.System_Object).GetMembers(method).First();

        Assert.Equal(expected, new Effects().Of(member)!.Kind.ToString());
    }

    [Fact]
    public async Task Nothing_is_known_of_a_method_without_a_line()
    {
        var compilation = await EngineTest.Compile("");
        Assert.Null(new Effects().Of(compilation.GetTypeByMetadataName("System.IO.FileSystemWatcher")!.GetMembers("BeginInit").First()));
    }

    private static bool Names(Compilation compilation, string id)
    {
        if (id.StartsWith("N:", StringComparison.Ordinal))
            return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not null;

        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not null)
            return true;

        // Without parameters an id stands for all overloads.
        var dot = id.LastIndexOf('.');
        return DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + id[2..dot], compilation) is INamedTypeSymbol type
            && type.GetMembers(id[(dot + 1)..]).Length > 0;
    }
}
