using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// Keeps the places of diagnostics while their document changes: the first and last token of each place carry an
/// annotation, from which the diagnostic is made anew for the document as it stands.
/// </summary>
internal sealed class MarkedPlaces
{
    private const string First = "Lifecycle.First";
    private const string Last = "Lifecycle.Last";

    private readonly ImmutableArray<Diagnostic> _diagnostics;

    private MarkedPlaces(ImmutableArray<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
    }

    public static async Task<(Document Document, MarkedPlaces Places)> MarkAsync(
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null)
            return (document, new MarkedPlaces(ImmutableArray<Diagnostic>.Empty));

        var marks = new Dictionary<SyntaxToken, List<SyntaxAnnotation>>();
        for (var index = 0; index < diagnostics.Length; index++)
        {
            Mark(diagnostics[index].Location, Key(index, -1));
            for (var place = 0; place < diagnostics[index].AdditionalLocations.Count; place++)
                Mark(diagnostics[index].AdditionalLocations[place], Key(index, place));
        }

        var marked = root.ReplaceTokens(marks.Keys, (original, current) => current.WithAdditionalAnnotations(marks[original]));
        return (document.WithSyntaxRoot(marked), new MarkedPlaces(diagnostics));

        void Mark(Location location, string key)
        {
            if (location.SourceTree != root.SyntaxTree || location.SourceSpan.IsEmpty)
                return;

            Add(root.FindToken(location.SourceSpan.Start), new SyntaxAnnotation(First, key));
            Add(root.FindToken(location.SourceSpan.End - 1), new SyntaxAnnotation(Last, key));
        }

        void Add(SyntaxToken token, SyntaxAnnotation annotation)
        {
            if (!marks.TryGetValue(token, out var annotations))
                marks.Add(token, annotations = new List<SyntaxAnnotation>());

            annotations.Add(annotation);
        }
    }

    /// <summary>The diagnostic in the document as it stands, or null when an earlier repair took its place away.</summary>
    public async Task<Diagnostic?> FindAsync(Document document, int index, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || index >= _diagnostics.Length)
            return null;

        var original = _diagnostics[index];
        if (Find(root, Key(index, -1)) is not { } location)
            return null;

        var further = new List<Location>();
        for (var place = 0; place < original.AdditionalLocations.Count; place++)
        {
            var given = original.AdditionalLocations[place];
            if (given.SourceTree?.FilePath != original.Location.SourceTree?.FilePath)
                further.Add(given);
            else if (Find(root, Key(index, place)) is { } found)
                further.Add(found);
            else
                return null;
        }

        return Diagnostic.Create(original.Descriptor, location, original.Severity, further, original.Properties);
    }

    private static Location? Find(SyntaxNode root, string key)
    {
        var first = FindToken(root, First, key);
        var last = FindToken(root, Last, key);
        if (first is null || last is null || last.Value.Span.End < first.Value.SpanStart)
            return null;

        return Location.Create(root.SyntaxTree, TextSpan.FromBounds(first.Value.SpanStart, last.Value.Span.End));
    }

    private static SyntaxToken? FindToken(SyntaxNode root, string kind, string key)
    {
        foreach (var token in root.GetAnnotatedTokens(kind))
        {
            foreach (var annotation in token.GetAnnotations(kind))
            {
                if (annotation.Data == key)
                    return token;
            }
        }

        return null;
    }

    private static string Key(int index, int place)
    {
        return FormattableString.Invariant($"{index}.{place}");
    }
}
