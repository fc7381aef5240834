using System.Text.RegularExpressions;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>A fenced block of a Markdown document.</summary>
/// <param name="Language">The word after the fence.</param>
/// <param name="Text">The lines between the fences, without the last line feed.</param>
/// <param name="Section">The second-level heading above it.</param>
/// <param name="Note">The comment on the line above the fence, without its marks; empty when there is none.</param>
/// <param name="Start">Where <paramref name="Text"/> starts in the document.</param>
internal sealed partial record MarkdownBlock(string Language, string Text, string Section, string Note, int Start)
{
    public static IReadOnlyList<MarkdownBlock> Read(string document)
    {
        var headings = Headings().Matches(document);
        return
        [
            .. Fences().Matches(document).Select(fence => new MarkdownBlock(
                fence.Groups["language"].Value,
                fence.Groups["text"].Value,
                headings.LastOrDefault(heading => heading.Index < fence.Index)?.Groups[1].Value ?? "",
                fence.Groups["note"].Value,
                fence.Groups["text"].Index)),
        ];
    }

    [GeneratedRegex(@"(?:^<!-- (?<note>[^\n]*?) -->\n)?^```(?<language>\w*)\n(?<text>.*?)\n?^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
