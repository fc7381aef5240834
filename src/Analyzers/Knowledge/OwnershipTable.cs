using System.Reflection;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>The lines of one knowledge file, by the type that they speak of. Immutable.</summary>
internal sealed class OwnershipTable
{
    /// <summary>The name that a knowledge file of the user has to have.</summary>
    public const string FileName = "lifecycle.knowledge.txt";

    // What the package brings never changes, so that one copy serves every compilation of the process.
    private static readonly Lazy<OwnershipTable> s_embedded = new(static () => Parse(EmbeddedText()));

    private readonly Dictionary<string, List<OwnershipLine>> _lines;
    private readonly HashSet<string> _names;

    private OwnershipTable(Dictionary<string, List<OwnershipLine>> lines, HashSet<string> names)
    {
        _lines = lines;
        _names = names;
    }

    /// <summary>What the package itself knows.</summary>
    public static OwnershipTable Embedded => s_embedded.Value;

    /// <summary>Reads a knowledge file. Of two lines with one id the later one counts; what is no line is left out.</summary>
    public static OwnershipTable Parse(string text)
    {
        var lines = new Dictionary<string, List<OwnershipLine>>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } written)
        {
            if (!OwnershipLine.IsLine(written) || OwnershipLine.TryRead(written, out _) is not { } line)
                continue;

            if (!lines.TryGetValue(line.Type, out var known))
            {
                lines.Add(line.Type, known = []);
                names.Add(line.Type.Substring(line.Type.LastIndexOf('.') + 1));
            }

            known.Add(line);
        }

        return new OwnershipTable(lines, names);
    }

    /// <summary>The first glance: whether a type of this metadata name may have lines.</summary>
    public bool HasTypeNamed(string metadataName)
    {
        return _names.Contains(metadataName);
    }

    /// <summary>The lines about a type and its members, by the type's id without the prefix; null when there are none.</summary>
    public IReadOnlyList<OwnershipLine>? LinesOf(string typeId)
    {
        return _lines.TryGetValue(typeId, out var lines) ? lines : null;
    }

    internal static string EmbeddedText()
    {
        var assembly = typeof(OwnershipTable).GetTypeInfo().Assembly;
        using var stream = assembly.GetManifestResourceStream("ownership.txt")
            ?? throw new InvalidOperationException("The knowledge of ownership is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
