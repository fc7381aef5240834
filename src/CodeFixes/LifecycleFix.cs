using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// The base of the fixes. Each fix checks everything that can prevent it before it registers, and never registers a
/// change that would leave the document as it is.
/// </summary>
public abstract class LifecycleFix : CodeFixProvider
{
    private protected LifecycleFix()
    {
    }

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
    {
        return WellKnownFixAllProviders.BatchFixer;
    }

    /// <summary>The key under which one kind of change is repeated over a document, project or solution.</summary>
    private protected static string EquivalenceKey(string id, string change)
    {
        return id + "." + change;
    }
}
