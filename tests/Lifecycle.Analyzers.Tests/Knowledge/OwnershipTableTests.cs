using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Knowledge;

/// <summary>The knowledge that the package brings: every line can be read and speaks of something that exists.</summary>
public sealed class OwnershipTableTests
{
    private static IEnumerable<(string Text, OwnershipLine? Line, string? Problem)> Lines()
    {
        foreach (var text in OwnershipTable.EmbeddedText().Split('\n').Where(OwnershipLine.IsLine))
        {
            var line = OwnershipLine.TryRead(text, out var problem);
            if (line is not null)
                line.TryReadFacts(out problem);

            yield return (text, line, problem);
        }
    }

    [Fact]
    public void Every_line_can_be_read()
    {
        Assert.Empty(Lines().Where(line => line.Problem is not null).Select(line => line.Text + ": " + line.Problem));
    }

    [Fact]
    public void No_id_stands_twice()
    {
        Assert.Empty(Lines().GroupBy(line => line.Line!.Id).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public async Task Every_line_about_the_framework_names_what_exists()
    {
        var compilation = await EngineTest.Compile("");
        var problems = new List<string>();
        foreach (var (_, line, _) in Lines())
        {
            var type = DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + line!.Type, compilation) as INamedTypeSymbol;
            if (type is not null)
                problems.AddRange(ProblemsOf(line, type));
            else if (IsOfTheFramework(line.Type))
                problems.Add(line.Id + ": no such type");
        }

        Assert.Empty(problems);
    }

    private static IEnumerable<string> ProblemsOf(OwnershipLine line, INamedTypeSymbol type)
    {
        if (line.Member is null)
            yield break;

        var members = type.GetMembers().Where(member => MemberNames.Of(member).Contains(line.Member)).ToList();
        if (members.Count == 0)
            yield return line.Id + ": no such member";

        if (line.Parameters is { Length: > 2 } && !members.Any(member => member.GetDocumentationCommentId() == line.Id))
            yield return line.Id + ": no such overload";

        var parameters = members.OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Select(parameter => parameter.Name).Concat(["this", "all"]).ToHashSet();
        var facts = line.TryReadFacts(out _)!;
        foreach (var name in facts.Parameters.SelectMany(fact => new[] { fact.Name, fact.Flag }).Append(facts.Returned))
        {
            if (name is not null && !parameters.Contains(name))
                yield return $"{line.Id}: no parameter '{name}'";
        }
    }

    /// <summary>What a plain compilation has; packages are not there.</summary>
    private static bool IsOfTheFramework(string type)
    {
        return type.StartsWith("System.", StringComparison.Ordinal)
            && !Packages.Any(package => type.StartsWith(package, StringComparison.Ordinal));
    }

    private static readonly string[] Packages =
    [
        "System.Data.SqlClient.", "System.Data.OleDb.", "System.Data.Odbc.", "System.Data.SQLite.", "System.Reactive.", "System.Drawing.", "System.DirectoryServices.",
        "System.Management.", "System.Windows.Forms.", "System.Threading.RateLimiting.", "System.IO.Packaging.", "System.ServiceProcess.", "System.Runtime.Caching.", "System.IO.Ports.", "System.BinaryData",
    ];

    private static class MemberNames
    {
        /// <summary>The name in an id has # for dots; a line may leave the arity out.</summary>
        public static string[] Of(ISymbol member)
        {
            var name = member.MetadataName.Replace('.', '#');
            return member is IMethodSymbol { Arity: > 0 and var arity } ? [name, name + "``" + arity] : [name];
        }
    }

    [Theory]
    [InlineData("M:System.IO.File.Open = fresh", "fresh: True")]
    [InlineData("  P:A.B.C = borrowed  # why", "fresh: False")]
    [InlineData("M:A.B.#ctor = keeps stream, uses other", "stream: Kept; other: Used")]
    [InlineData("M:A.B.M(System.Int32,System.String) = closes this, holds a", "this: Closed; a: Retained")]
    [InlineData("M:A.B.M = keeps stream unless leaveOpen", "stream: Kept unless leaveOpen")]
    [InlineData("M:A.B.M = keeps stream if close", "stream: Kept if close")]
    [InlineData("M:A.B.M = returns this", "returns this")]
    [InlineData("M:A.B.M = uses all", "all: Used")]
    [InlineData("T:A.B = nothing to close", "needs closing: False")]
    [InlineData("T:A.B = to close", "needs closing: True")]
    [InlineData("M:A.B.M=fresh,closes\ta", "fresh: True; a: Closed")]
    public void Line_says(string text, string expected)
    {
        var facts = OwnershipLine.TryRead(text, out _)!.TryReadFacts(out _)!;
        var parts = new List<string>();
        if (facts.IsFresh is { } fresh)
            parts.Add("fresh: " + fresh);

        if (facts.Returned is { } returned)
            parts.Add("returns " + returned);

        if (facts.NeedsClosing is { } needs)
            parts.Add("needs closing: " + needs);

        parts.AddRange(facts.Parameters.Select(fact => $"{fact.Name}: {fact.Fate}{(fact.Flag is null ? "" : (fact.FlagValue ? " if " : " unless ") + fact.Flag)}"));
        Assert.Equal(expected, string.Join("; ", parts));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("=")]
    [InlineData("= fresh")]
    [InlineData("X:A.B = fresh")]
    [InlineData("A.B.M = fresh")]
    [InlineData("M: = fresh")]
    [InlineData("M:M = fresh")]
    [InlineData("M:A. = fresh")]
    [InlineData("M:.A = fresh")]
    [InlineData("M:( = fresh")]
    [InlineData("M:A.B M = fresh")]
    [InlineData("M:A.B.M =")]
    [InlineData("M:A.B.M = fresh,")]
    [InlineData("M:A.B.M = frehs")]
    [InlineData("M:A.B.M = keeps")]
    [InlineData("M:A.B.M = keeps a when b")]
    [InlineData("T:A.B = fresh")]
    [InlineData("T:A.B = keeps a")]
    [InlineData("M:A.B.M = to close")]
    public void Line_that_cannot_be_read_says_why_and_harms_nothing(string text)
    {
        var line = OwnershipLine.TryRead(text, out var problem);
        var facts = line?.TryReadFacts(out problem);

        Assert.Null(facts);
        Assert.False(string.IsNullOrEmpty(problem));
        OwnershipTable.Parse(text);
    }

    [Fact]
    public void Later_lines_win()
    {
        var table = OwnershipTable.Parse("M:A.B.M = fresh\n\n# a comment\nM:A.B.M = borrowed\r\n");
        Assert.Equal(2, table.LinesOf("A.B")!.Count);
        Assert.True(table.HasTypeNamed("B"));
        Assert.False(table.HasTypeNamed("C"));
        Assert.Null(table.LinesOf("A.C"));
    }
}
