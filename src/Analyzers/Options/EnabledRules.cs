using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Options;

/// <summary>
/// Which rules can report anything in a compilation. The compiler skips a host only when all its rules are off, so the
/// hosts ask here before they work for a rule. Unsure means on: the compiler drops what a file turned off.
/// </summary>
internal sealed class EnabledRules
{
    private readonly ImmutableHashSet<string> _ids;

    private EnabledRules(ImmutableHashSet<string> ids)
    {
        _ids = ids;
    }

    public bool Contains(DiagnosticDescriptor rule)
    {
        return _ids.Contains(rule.Id);
    }

    public static EnabledRules Read(Compilation compilation, ImmutableArray<DiagnosticDescriptor> rules, CancellationToken cancellationToken)
    {
        var ids = ImmutableHashSet.CreateBuilder<string>();
        foreach (var rule in rules)
        {
            if (IsEnabled(compilation, rule, cancellationToken))
                ids.Add(rule.Id);
        }

        return new EnabledRules(ids.ToImmutable());
    }

    private static bool IsEnabled(Compilation compilation, DiagnosticDescriptor rule, CancellationToken cancellationToken)
    {
        if (compilation.Options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out var specific))
            return specific != ReportDiagnostic.Suppress;

        var provider = compilation.Options.SyntaxTreeOptionsProvider;
        var isOnElsewhere = rule.IsEnabledByDefault;
        if (provider is null)
            return isOnElsewhere;

        if (provider.TryGetGlobalDiagnosticValue(rule.Id, cancellationToken, out var global))
            isOnElsewhere = global != ReportDiagnostic.Suppress;

        if (isOnElsewhere)
            return true;

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (provider.TryGetDiagnosticValue(tree, rule.Id, cancellationToken, out var inTree)
                && inTree != ReportDiagnostic.Suppress)
            {
                return true;
            }
        }

        return false;
    }
}
