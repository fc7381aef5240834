using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// Tidies the code that a repair wrote, in the manner of the file: imports, then names, then layout. The workspace does
/// the same after each code action, but with its own line ends and indentation where no .editorconfig names them; what
/// the file itself shows goes first, and the annotations are taken away so that the work is done once.
/// </summary>
internal static class Cleanup
{
    public static async Task<Document> RunAsync(Document document, CancellationToken cancellationToken)
    {
        document = await SafeImports.AddAsync(document, cancellationToken).ConfigureAwait(false);
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);

        var options = await FileLayout.ReadAsync(document, cancellationToken).ConfigureAwait(false);
        document = await Formatter.FormatAsync(document, Formatter.Annotation, options, cancellationToken).ConfigureAwait(false);
        return await RemoveAnnotationsAsync(document, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Document> RemoveAnnotationsAsync(Document document, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null)
            return document;

        var marks = new[] { Formatter.Annotation, Simplifier.Annotation, Simplifier.AddImportsAnnotation };
        foreach (var mark in marks)
        {
            root = root.ReplaceSyntax(
                root.GetAnnotatedNodes(mark),
                (_, node) => node.WithoutAnnotations(mark),
                root.GetAnnotatedTokens(mark),
                (_, token) => token.WithoutAnnotations(mark),
                Array.Empty<SyntaxTrivia>(),
                (_, trivia) => trivia);
        }

        // What is still elastic, the workspace would lay out once more, by its own options.
        root = root.ReplaceTrivia(
            root.GetAnnotatedTrivia(SyntaxAnnotation.ElasticAnnotation),
            (_, trivia) => trivia.WithoutAnnotations(SyntaxAnnotation.ElasticAnnotation));
        return document.WithSyntaxRoot(root);
    }
}
