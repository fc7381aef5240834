using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// Fix All that gives the same text as fixing one by one: the repairs of a document are applied in turn, each to the
/// result of the one before. (The batch fixer merges the texts of repairs made apart, and drops a repair when two of
/// them touch one place: a new using directive, the members of one type.)
/// </summary>
internal sealed class OneByOneFixAll : DocumentBasedFixAllProvider
{
    private readonly LifecycleFix _fix;

    public OneByOneFixAll(LifecycleFix fix)
    {
        _fix = fix;
    }

    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellationToken = fixAllContext.CancellationToken;
        var ordered = diagnostics.Sort((left, right) => left.Location.SourceSpan.CompareTo(right.Location.SourceSpan));
        var (current, places) = await MarkedPlaces.MarkAsync(document, ordered, cancellationToken).ConfigureAwait(false);

        for (var index = 0; index < ordered.Length; index++)
        {
            var diagnostic = await places.FindAsync(current, index, cancellationToken).ConfigureAwait(false);
            if (diagnostic is null)
                continue;

            var repairs = await _fix.FindRepairsAsync(current, diagnostic, cancellationToken).ConfigureAwait(false);
            foreach (var repair in repairs)
            {
                // dotnet format has no key when its first diagnostic was one of another fix: the best repair is meant.
                if (fixAllContext.CodeActionEquivalenceKey is { } key && LifecycleFix.EquivalenceKey(diagnostic.Id, repair.Change) != key)
                    continue;

                current = await LifecycleFix.ApplyAsync(repair, cancellationToken).ConfigureAwait(false);
                break;
            }
        }

        return current;
    }
}
