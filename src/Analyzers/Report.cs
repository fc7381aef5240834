using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>The one way in which a rule reports.</summary>
internal readonly struct Report
{
    private readonly Action<Diagnostic> _sink;

    public Report(Action<Diagnostic> sink, CancellationToken cancellationToken)
    {
        _sink = sink;
        CancellationToken = cancellationToken;
    }

    public CancellationToken CancellationToken { get; }

    public void At(DiagnosticDescriptor rule, Location location, params object[] arguments)
    {
        At(rule, location, ImmutableArray<Location>.Empty, ImmutableDictionary<string, string?>.Empty, arguments);
    }

    /// <summary>Reports with further places (a call chain, the other close member) and with what the fix needs to know.</summary>
    public void At(
        DiagnosticDescriptor rule,
        Location location,
        ImmutableArray<Location> additionalLocations,
        ImmutableDictionary<string, string?> properties,
        params object[] arguments)
    {
        At(rule, rule.DefaultSeverity, location, additionalLocations, properties, arguments);
    }

    /// <summary>
    /// Reports with a severity that an option asks for. The descriptor stays the one of its id, as release tracking wants
    /// it, and the severity of the diagnostic counts as its default: what the user set for the id or category, by
    /// whatever means, still wins, and -warnaserror takes a warning for an error.
    /// </summary>
    public void At(
        DiagnosticDescriptor rule,
        DiagnosticSeverity severity,
        Location location,
        ImmutableArray<Location> additionalLocations,
        ImmutableDictionary<string, string?> properties,
        params object[] arguments)
    {
        _sink(Diagnostic.Create(rule, location, severity, additionalLocations, properties, arguments));
    }
}
