using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>
/// Every csharp block of every document is compiled and analysed with all rules on. A line that ends with
/// <c>// LIFEnnn</c> is reported by exactly these rules, every other line by none. A block under
/// <c>&lt;!-- fix: key --&gt;</c> is what the fix with that equivalence key makes of the marked block before it; a text
/// block under <c>&lt;!-- messages --&gt;</c> is what the rules say of it, or of the first file of the folder that is named
/// there. Both are written by UPDATE_DOCS=1. An ini block is
/// read as an .editorconfig, and what it says is ignored where a line ends with <c># LIFE001</c>.
/// </summary>
[Collection(GeneratedText.Collection)]
public sealed partial class DocExamplesTests
{
    private const string FixNote = "fix: ";
    private const string ConfigurationMark = "# LIFE001";
    private const string MessagesNote = "messages";

    /// <summary>The types that the examples of configuration name.</summary>
    private const string NamedInConfiguration = """
        namespace Acme.Web
        {
            public class Gateway;
            public class Pipeline;
            public interface IGatewayFactory { Gateway Create(); }
            public class ClientPool { public Gateway Rent() => new(); }
            public class Host { public void Attach(Gateway gateway) { } }
        }
        namespace Acme.Rpc { public class Channel; }
        namespace Acme.App { public class Services; }
        namespace Acme.Metrics { public class Scope; }
        namespace Acme.Data { public interface IDetached; }
        """;

    public static TheoryData<string> Documents =>
        [.. DocumentFiles.All.Where(Repository.Has).Where(file => MarkdownBlock.Read(Repository.Read(file)).Any(block => block.Language is "csharp" or "ini" || block.Note.Length > 0))];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Examples_report_where_they_say(string file)
    {
        var document = Repository.Read(file);
        var changed = new List<(MarkdownBlock Block, string Text)>();
        MarkdownBlock? marked = null;
        var problems = new Problems();
        foreach (var block in MarkdownBlock.Read(document))
        {
            if (block is { Language: "csharp" } && !block.Note.StartsWith(FixNote, StringComparison.Ordinal))
            {
                await CheckFindingsAsync(file, block, problems);
                marked = Mark().IsMatch(block.Text) ? block : marked;
            }

            if (block is { Language: "ini" })
            {
                await CheckConfigurationAsync(file, block, problems);
                marked = block.Text.Contains(ConfigurationMark, StringComparison.Ordinal) ? block : marked;
            }

            if (await GeneratedAsync(block, marked, problems) is not { } expected || expected == block.Text)
                continue;

            problems.Unless(GeneratedText.IsUpdating || Pending.Any, $"{At(file, document, block)} is behind the code, which makes:\n{expected}");
            changed.Add((block, expected));
        }

        if (GeneratedText.IsUpdating && changed.Count > 0)
            GeneratedText.Write(file, Replace(document, changed));

        problems.AssertNone();
    }

    [Fact]
    public void Rule_pages_show_the_bad_and_the_good()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.All)
        {
            var blocks = MarkdownBlock.Read(Repository.Read(rule.Page)).Where(block => block.Language is "csharp" or "ini").ToArray();
            problems.Unless(blocks.Any(block => block.Section == "Noncompliant"), $"{rule.Page}: no noncompliant example");
            problems.Unless(blocks.Any(block => block.Section == "Compliant"), $"{rule.Page}: no compliant example");
            problems.Unless(blocks.All(block => block.Section != "Noncompliant" || block.Text.Contains((block.Language == "ini" ? "# " : "// ") + rule.Id, StringComparison.Ordinal)), $"{rule.Page}: a noncompliant block does not mark {rule.Id}");
            problems.Unless(blocks.All(block => block.Section != "Compliant" || !Mark().IsMatch(block.Text)), $"{rule.Page}: a compliant block is marked");
        }

        problems.AssertNone();
    }

    private static async Task CheckFindingsAsync(string file, MarkdownBlock block, Problems problems)
    {
        using var example = await ExampleProject.CreateAsync(WithoutMarks(block.Text), shown: block.Text);
        foreach (var error in await example.CompileAsync())
            problems.Unless(false, $"{file}, {block.Section}: {error}\n{block.Text}");

        var found = (await example.AnalyzeAsync()).RemoveAll(finding => Pending.Rules.Contains(finding.Id));
        var actual = found.Select(finding => (Line: LineOf(finding), finding.Id)).ToHashSet();
        var expected = Marks(block.Text).ToHashSet();
        foreach (var (line, id) in expected.Except(actual).Where(mark => !Pending.Rules.Contains(mark.Id)))
            problems.Unless(false, $"{file}, {block.Section}: no {id} at line {line + 1} of\n{block.Text}");

        foreach (var finding in found.Where(finding => !expected.Contains((LineOf(finding), finding.Id))))
            problems.Unless(false, $"{file}, {block.Section}: unexpected {finding} in\n{block.Text}");

        foreach (var finding in found)
        {
            foreach (var offer in await example.OffersAsync(finding))
            {
                problems.Unless(
                    offer.EquivalenceKey?.StartsWith(finding.Id + ".", StringComparison.Ordinal) == true,
                    $"{file}: the equivalence key '{offer.EquivalenceKey}' of '{offer.Title}' does not start with {finding.Id}");
                problems.Unless(
                    Repository.Read($"docs/rules/{finding.Id}.md").Contains($"**{offer.Title}**", StringComparison.Ordinal),
                    $"docs/rules/{finding.Id}.md: does not name the light bulb '{offer.Title}' in bold");
            }
        }
    }

    // What the code makes of a block that it can make; null for all other blocks.
    private static async Task<string?> GeneratedAsync(MarkdownBlock block, MarkdownBlock? marked, Problems problems)
    {
        if (block is { Language: "text" } && block.Note.StartsWith(MessagesNote + ": ", StringComparison.Ordinal))
            return await MessagesOfFolderAsync(block.Note[(MessagesNote.Length + 2)..]);

        if (marked is null)
            return null;

        if (block is { Language: "text", Note: MessagesNote })
            return await MessagesAsync(marked) is { Length: > 0 } messages ? messages : null;

        if (block is not { Language: "csharp" } || !block.Note.StartsWith(FixNote, StringComparison.Ordinal))
            return null;

        return await FixAsync(marked.Text, block.Note[FixNote.Length..], problems);
    }

    private static async Task CheckConfigurationAsync(string file, MarkdownBlock block, Problems problems)
    {
        using var example = await ExampleProject.CreateAsync(NamedInConfiguration, block.Text);
        var found = await example.AnalyzeAsync();
        var expected = block.Text.Split(ConfigurationMark).Length - 1;
        problems.Unless(found.Length == expected, $"{file}, {block.Section}: {string.Join(", ", found)} in\n{block.Text}");
    }

    private static async Task<string> MessagesAsync(MarkdownBlock marked)
    {
        using var example = marked.Language == "ini"
            ? await ExampleProject.CreateAsync(NamedInConfiguration, marked.Text)
            : await ExampleProject.CreateAsync(WithoutMarks(marked.Text), shown: marked.Text);
        return string.Join("\n", (await example.AnalyzeAsync()).Select(finding => $"{finding.Id}: {MessageOf(finding)}"));
    }

    private static async Task<string> MessagesOfFolderAsync(string folder)
    {
        var files = Repository.Files(folder, "*.cs").ToArray();
        using var example = await ExampleProject.CreateAsync(Repository.Read(files[0]));
        foreach (var file in files[1..])
            example.Add(Path.GetFileName(file), Repository.Read(file));

        return string.Join(
            "\n",
            (await example.AnalyzeAsync()).Select(finding => $"{Path.GetFileName(files[0])}({LineOf(finding) + 1}): warning {finding.Id}: {MessageOf(finding)}"));
    }

    private static string MessageOf(Diagnostic finding)
    {
        return finding.GetMessage(CultureInfo.InvariantCulture);
    }

    private static async Task<string?> FixAsync(string marked, string key, Problems problems)
    {
        var id = key.Split('.')[0];
        using var example = await ExampleProject.CreateAsync(WithoutMarks(marked), shown: marked);
        for (var turn = 0; turn < 10; turn++)
        {
            if ((await example.AnalyzeAsync()).FirstOrDefault(finding => finding.Id == id) is not { } finding)
            {
                if (turn == 0)
                    return null;

                break;
            }

            var offers = await example.OffersAsync(finding);
            if (offers.FirstOrDefault(offer => offer.EquivalenceKey == key) is not { } action)
            {
                problems.Unless(Pending.Fixes.Contains(id), $"no fix {key} is offered, but {string.Join(", ", offers.Select(offer => offer.EquivalenceKey))}, for\n{marked}");
                return null;
            }

            await example.ApplyAsync(action);
        }

        var text = (await example.ReadAsync()).TrimEnd('\n');
        foreach (var error in await example.CompileAsync())
            problems.Unless(false, $"{key} writes code that does not compile: {error}\n{text}");

        foreach (var finding in (await example.AnalyzeAsync()).RemoveAll(finding => Pending.Rules.Contains(finding.Id)))
            problems.Unless(false, $"{key} leaves {finding} in\n{text}");

        return text;
    }

    private static string Replace(string document, List<(MarkdownBlock Block, string Text)> changed)
    {
        foreach (var (block, text) in changed.OrderByDescending(change => change.Block.Start))
        {
            var end = document.IndexOf("```", block.Start + block.Text.Length, StringComparison.Ordinal);
            document = document[..block.Start] + text + "\n" + document[end..];
        }

        return document;
    }

    private static IEnumerable<(int Line, string Id)> Marks(string text)
    {
        foreach (Match mark in Mark().Matches(text))
        {
            var line = text.AsSpan(0, mark.Index).Count('\n');
            foreach (var id in mark.Groups[1].Value.Split(", "))
                yield return (line, id);
        }
    }

    private static string WithoutMarks(string text)
    {
        return Mark().Replace(text, "");
    }

    private static int LineOf(Diagnostic finding)
    {
        return finding.Location.GetLineSpan().StartLinePosition.Line;
    }

    private static string At(string file, string document, MarkdownBlock block)
    {
        return $"{file}({document.AsSpan(0, block.Start).Count('\n') + 1}), {block.Section}: a block";
    }

    [GeneratedRegex(@"[ ]*// (LIFE[0-9]{3}(?:, LIFE[0-9]{3})*)[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex Mark();
}
