using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// The base of the fixes. A fix says which repairs it has for a diagnostic, best first, after it has checked everything
/// that can prevent them; the base registers them, cleans up after them and repeats them for Fix All.
/// </summary>
public abstract class LifecycleFix : CodeFixProvider
{
    private protected LifecycleFix()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
    {
        return new OneByOneFixAll(this);
    }

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            // dotnet format asks with whatever the host of the rule has reported first, of any of its rules.
            if (!FixableDiagnosticIds.Contains(diagnostic.Id))
                continue;

            foreach (var repair in await FindRepairsAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                var action = CodeAction.Create(
                    repair.Title,
                    cancellationToken => ApplyAsync(repair, cancellationToken),
                    EquivalenceKey(diagnostic.Id, repair.Change));
                context.RegisterCodeFix(action, diagnostic);
            }
        }
    }

    /// <summary>
    /// The repairs of one diagnostic, best first; empty when there is none that is safe. The location of the diagnostic
    /// and its additional locations are valid in <paramref name="document"/>. A repair changes this document alone, and
    /// never leaves it as it is.
    /// </summary>
    internal abstract Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>Applies a repair and tidies what it wrote.</summary>
    internal static async Task<Document> ApplyAsync(Repair repair, CancellationToken cancellationToken)
    {
        var changed = await repair.ApplyAsync(cancellationToken).ConfigureAwait(false);
        return await Cleanup.RunAsync(changed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key under which one kind of change is repeated over a document, project or solution.</summary>
    internal static string EquivalenceKey(string id, string change)
    {
        return id + "." + change;
    }
}
