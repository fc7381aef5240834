using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Formatting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// The formatting options of one file: what .editorconfig says; where it is silent, the line ends and the indentation
/// that the file shows.
/// </summary>
internal static class FileLayout
{
    public static async Task<OptionSet> ReadAsync(Document document, CancellationToken cancellationToken)
    {
        OptionSet options = await document.GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (root is null)
            return options;

        var configured = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree);
        if (!configured.TryGetValue("end_of_line", out _) && FindLineEnd(text) is { } lineEnd)
            options = options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, lineEnd);

        if (!configured.TryGetValue("indent_style", out _) && !configured.TryGetValue("indent_size", out _))
            options = WithIndentation(options, root, text);

        if (!configured.TryGetValue("csharp_new_line_before_open_brace", out _) && OpensBracesOnTheLine(root))
            options = WithBracesOnTheLine(options);

        return options;
    }

    /// <summary>True when most bodies open their brace on the line of their head.</summary>
    private static bool OpensBracesOnTheLine(SyntaxNode root)
    {
        var onTheLine = 0;
        var below = 0;
        foreach (var node in root.DescendantNodes())
        {
            var brace = node switch
            {
                TypeDeclarationSyntax type => type.OpenBraceToken,
                BlockSyntax { Parent: BaseMethodDeclarationSyntax } block => block.OpenBraceToken,
                _ => default,
            };
            if (!brace.IsKind(SyntaxKind.OpenBraceToken) || !brace.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
                continue;

            if (brace.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
                below++;
            else
                onTheLine++;
        }

        return onTheLine > below;
    }

    private static OptionSet WithBracesOnTheLine(OptionSet options)
    {
        return options
            .WithChangedOption(CSharpFormattingOptions.NewLinesForBracesInMethods, false)
            .WithChangedOption(CSharpFormattingOptions.NewLinesForBracesInControlBlocks, false)
            .WithChangedOption(CSharpFormattingOptions.NewLineForFinally, false)
            .WithChangedOption(CSharpFormattingOptions.NewLineForCatch, false)
            .WithChangedOption(CSharpFormattingOptions.NewLineForElse, false);
    }

    private static string? FindLineEnd(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.EndIncludingLineBreak > line.End)
                return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        }

        return null;
    }

    /// <summary>One step of indentation is how much further in the first member of a type starts than the type.</summary>
    private static OptionSet WithIndentation(OptionSet options, SyntaxNode root, SourceText text)
    {
        foreach (var node in root.DescendantNodes(node => node is not MemberDeclarationSyntax || node is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is not MemberDeclarationSyntax { Parent: TypeDeclarationSyntax type } member)
                continue;

            var outer = Indentation(text, type.SpanStart);
            var inner = Indentation(text, member.SpanStart);
            if (inner.Length <= outer.Length || !inner.StartsWith(outer, StringComparison.Ordinal))
                continue;

            var step = inner.Substring(outer.Length);
            if (step[0] == '\t')
                return options.WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, true);

            return options
                .WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, false)
                .WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, step.Length)
                .WithChangedOption(FormattingOptions.TabSize, LanguageNames.CSharp, step.Length);
        }

        return options;
    }

    private static string Indentation(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
            end++;

        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }
}
