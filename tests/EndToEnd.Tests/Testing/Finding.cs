using System.Text.Json;

namespace EndToEnd.Tests.Testing;

/// <summary>A diagnostic as the compiler writes it to its error log (SARIF 2.1).</summary>
/// <param name="Id">The id of the rule.</param>
/// <param name="Level">note, warning or error.</param>
/// <param name="Message">The message.</param>
/// <param name="Line">The line it is reported on; 0 when it has no place.</param>
/// <param name="RelatedLines">The lines of its further places.</param>
internal sealed record Finding(string Id, string Level, string Message, int Line, IReadOnlyList<int> RelatedLines)
{
    /// <summary>The findings of this package in a log, in the order of lines.</summary>
    public static IReadOnlyList<Finding> ReadAll(JsonElement log)
    {
        return
        [
            .. log.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(result => !result.TryGetProperty("suppressions", out _))
                .Select(Read)
                .Where(finding => finding.Id.StartsWith("LIFE", StringComparison.Ordinal))
                .OrderBy(finding => finding.Line)
                .ThenBy(finding => finding.Id, StringComparer.Ordinal),
        ];
    }

    public override string ToString()
    {
        return $"{Line}: {Id} {Level}";
    }

    private static Finding Read(JsonElement result)
    {
        return new Finding(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("level").GetString()!,
            result.GetProperty("message").GetProperty("text").GetString()!,
            Lines(result, "locations").FirstOrDefault(),
            [.. Lines(result, "relatedLocations")]);
    }

    private static IEnumerable<int> Lines(JsonElement result, string name)
    {
        if (!result.TryGetProperty(name, out var locations))
            return [];

        return locations.EnumerateArray()
            .Select(location => location.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
    }
}
