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
    private readonly ImmutableArray<Diagnostic> _diagnostics;

    // Annotations are told apart by identity: those that an earlier Fix All left in the document stand for nothing here.
    private readonly Dictionary<(int Index, int Place), (SyntaxAnnotation First, SyntaxAnnotation Last)> _marks = new();

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

        var places = new MarkedPlaces(diagnostics);
        var marks = new Dictionary<SyntaxToken, List<SyntaxAnnotation>>();
        for (var index = 0; index < diagnostics.Length; index++)
        {
            Mark(diagnostics[index].Location, index, -1);
            for (var place = 0; place < diagnostics[index].AdditionalLocations.Count; place++)
                Mark(diagnostics[index].AdditionalLocations[place], index, place);
        }

        var marked = root.ReplaceTokens(marks.Keys, (original, current) => current.WithAdditionalAnnotations(marks[original]));
        return (document.WithSyntaxRoot(marked), places);

        void Mark(Location location, int index, int place)
        {
            if (location.SourceTree != root.SyntaxTree || location.SourceSpan.IsEmpty)
                return;

            var (first, last) = (new SyntaxAnnotation(), new SyntaxAnnotation());
            places._marks.Add((index, place), (first, last));
            Add(root.FindToken(location.SourceSpan.Start), first);
            Add(root.FindToken(location.SourceSpan.End - 1), last);
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
        if (Find(root, index, -1) is not { } location)
            return null;

        var further = new List<Location>();
        for (var place = 0; place < original.AdditionalLocations.Count; place++)
        {
            var given = original.AdditionalLocations[place];
            if (given.SourceTree?.FilePath != original.Location.SourceTree?.FilePath)
                further.Add(given);
            else if (Find(root, index, place) is { } found)
                further.Add(found);
            else
                return null;
        }

        return Diagnostic.Create(original.Descriptor, location, original.Severity, further, original.Properties);
    }

    private Location? Find(SyntaxNode root, int index, int place)
    {
        if (!_marks.TryGetValue((index, place), out var marks)
            || FindToken(root, marks.First) is not { } first
            || FindToken(root, marks.Last) is not { } last
            || last.Span.End < first.SpanStart)
        {
            return null;
        }

        return Location.Create(root.SyntaxTree, TextSpan.FromBounds(first.SpanStart, last.Span.End));
    }

    private static SyntaxToken? FindToken(SyntaxNode root, SyntaxAnnotation mark)
    {
        foreach (var token in root.GetAnnotatedTokens(mark))
            return token;

        return null;
    }
}
