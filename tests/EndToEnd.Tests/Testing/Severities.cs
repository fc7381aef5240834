using Lifecycle.Analyzers;
using Microsoft.CodeAnalysis;

namespace EndToEnd.Tests.Testing;

/// <summary>The severities of the rules in the words of the compiler's log.</summary>
internal static class Severities
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors = typeof(Rules).GetFields()
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
        .ToDictionary(descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> All => Descriptors.Values;

    public static string? Default(string id)
    {
        return Descriptors[id] switch
        {
            { IsEnabledByDefault: false } => null,
            { DefaultSeverity: DiagnosticSeverity.Warning } => "warning",
            { DefaultSeverity: DiagnosticSeverity.Info } => "note",
            _ => null,
        };
    }

    public static string? Strict(string id) => Descriptors[id].IsEnabledByDefault ? "warning" : null;

    public static string? Everything(string id) => "warning";

    public static string? Nothing(string id) => null;
}
