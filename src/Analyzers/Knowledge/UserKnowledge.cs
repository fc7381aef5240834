using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>The knowledge files that a user adds to a project as additional files.</summary>
internal static class UserKnowledge
{
    /// <summary>The table of all files of the right name, in the order of the project; null when there is none.</summary>
    public static OwnershipTable? Read(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        StringBuilder? lines = null;
        foreach (var file in files)
        {
            if (IsKnowledge(file) && file.GetText(cancellationToken) is { } text)
                (lines ??= new StringBuilder()).Append(text.ToString()).AppendLine();
        }

        return lines is null ? null : OwnershipTable.Parse(lines.ToString());
    }

    public static bool IsKnowledge(AdditionalText file)
    {
        var path = file.Path;
        var name = path.Substring(path.LastIndexOfAny(Separators) + 1);
        return string.Equals(name, OwnershipTable.FileName, StringComparison.OrdinalIgnoreCase);
    }

    private static readonly char[] Separators = { '/', '\\' };
}
