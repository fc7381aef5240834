using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// The words of all files that a parenthesis or a type argument may follow, by their hash. Two words of one hash do no harm:
/// who asks looks at the token.
/// </summary>
internal sealed class WordList
{
    private const int None = -1;
    private const int Start = unchecked((int)2166136261);

    private static readonly int Using = HashOf("using");
    private static readonly ImmutableArray<int> Closes = ImmutableArray.Create(HashOf("Dispose"), HashOf("DisposeAsync"), HashOf("Close"), HashOf("CloseAsync"));

    private readonly Dictionary<int, int> _last = new();
    private readonly List<(SyntaxTree Tree, int Position, int Previous)> _places = new();
    private readonly ImmutableArray<SyntaxTree>.Builder _closing = ImmutableArray.CreateBuilder<SyntaxTree>();

    private WordList()
    {
    }

    /// <summary>The files that say a word for closing, or <c>using</c> otherwise than for a namespace.</summary>
    public ImmutableArray<SyntaxTree> Closing { get; private set; }

    public static WordList Read(IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        var list = new WordList();
        foreach (var tree in trees)
            list.Add(tree, tree.GetText(cancellationToken).ToString());

        list.Closing = list._closing.ToImmutable();
        return list;
    }

    /// <summary>Where the word stands, in the order of the source.</summary>
    public IEnumerable<(SyntaxTree Tree, int Position)> PlacesOf(string word)
    {
        var places = new Stack<(SyntaxTree, int)>();
        var next = _last.TryGetValue(HashOf(word), out var last) ? last : None;
        while (next != None)
        {
            var (tree, position, previous) = _places[next];
            places.Push((tree, position));
            next = previous;
        }

        return places;
    }

    private void Add(SyntaxTree tree, string text)
    {
        var closes = false;
        var position = 0;
        while (position < text.Length)
        {
            if (!IsInWord(text[position]))
            {
                position++;
                continue;
            }

            var start = position;
            var hash = Start;
            for (; position < text.Length && IsInWord(text[position]); position++)
                hash = Next(hash, text[position]);

            closes = closes || Closes.Contains(hash) || (hash == Using && IsScope(text, position));
            if (MayBeCalled(text, position))
                Add(tree, start, hash);
        }

        if (closes)
            _closing.Add(tree);
    }

    private void Add(SyntaxTree tree, int position, int hash)
    {
        _places.Add((tree, position, _last.TryGetValue(hash, out var previous) ? previous : None));
        _last[hash] = _places.Count - 1;
    }

    private static bool MayBeCalled(string text, int position)
    {
        position = SkipSpace(text, position);

        // A slash begins the comment that somebody may write between a name and its arguments.
        return position < text.Length && text[position] is '(' or '<' or '/';
    }

    /// <summary>A directive names one thing before its end or its equals sign: <c>using System;</c>, <c>using IO = System.IO;</c>.</summary>
    private static bool IsScope(string text, int position)
    {
        var words = 0;
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case '(' or '/' or '#':
                    return true;
                case '=':
                    return words > 1;
                case ';':
                    return false;
                default:
                    if (IsInWord(text[position]) && !IsInWord(text[position - 1]))
                        words++;
                    break;
            }
        }

        return true;
    }

    private static int SkipSpace(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\r' or '\n' or '\t')
            position++;

        return position;
    }

    /// <summary>Whatever is not ASCII may be a letter.</summary>
    private static bool IsInWord(char character)
    {
        return character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or >= '\u0080';
    }

    private static int Next(int hash, char character)
    {
        return unchecked((hash ^ character) * 16777619);
    }

    private static int HashOf(string word)
    {
        var hash = Start;
        foreach (var character in word)
            hash = Next(hash, character);

        return hash;
    }
}
