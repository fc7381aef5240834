using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Finalizers;

/// <summary>How both rules about the finalizer path report: at its own operation, with the way to the cause.</summary>
internal static class FinalizerReport
{
    public static void Each(CloseModel type, AsyncEffect effect, DiagnosticDescriptor rule, Report report)
    {
        if (type.GetFinalizerPath(report.CancellationToken) is not { } path)
            return;

        var properties = ImmutableDictionary<string, string?>.Empty;
        if (!path.NativeReleases.IsEmpty)
            properties = properties.Add(DiagnosticProperties.ReleasesNative, "true");

        foreach (var finding in path.Findings)
        {
            if (finding.Effect != effect)
                continue;

            var location = LocationOf(finding.Operation);
            var cause = LocationOf(finding.Cause);
            var causes = cause == location ? ImmutableArray<Location>.Empty : ImmutableArray.Create(cause);
            report.At(rule, location, causes, properties, type.Type.Name, finding.Chain);
        }
    }

    private static Location LocationOf(IOperation operation)
    {
        // The operation of `inner?.Close()` begins at the dot, which is no place to point at.
        var syntax = operation.Syntax;
        while (syntax.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == syntax)
            syntax = access;

        return syntax.GetLocation();
    }
}
