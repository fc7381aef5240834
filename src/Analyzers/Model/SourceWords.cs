using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Where the source may call something by a name, and in which files it may close anything, read off the text. A walk over
/// the trees would make the compiler build each node of them, for the few that are asked about; what the text promises is
/// looked up in the tree, so a word in a comment is no call. Made when the first question is asked.
/// </summary>
internal sealed class SourceWords
{
    private readonly Compilation _compilation;
    private WordList? _words;

    public SourceWords(Compilation compilation)
    {
        _compilation = compilation;
    }

    /// <summary>The tokens of that text which an argument list or type arguments may follow, in the order of the source.</summary>
    public IEnumerable<SyntaxToken> Called(string name, CancellationToken cancellationToken)
    {
        var words = Read(cancellationToken);
        foreach (var (tree, position) in words.PlacesOf(name))
        {
            var token = tree.GetRoot(cancellationToken).FindToken(position);
            if (token.Span.Contains(position) && token.ValueText == name)
                yield return token;
        }
    }

    /// <summary>The files in which something may be closed.</summary>
    public ImmutableArray<SyntaxTree> Closing(CancellationToken cancellationToken)
    {
        return Read(cancellationToken).Closing;
    }

    private WordList Read(CancellationToken cancellationToken)
    {
        // Two threads may both build it; the results are equal and one wins.
        return _words ??= WordList.Read(_compilation.SyntaxTrees, cancellationToken);
    }
}
