using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>A rule about HTTP clients and its twin about every other disposable: one class, two ids.</summary>
internal static class Twin
{
    /// <summary>The descriptor that a finding about a resource of the kind has; null for the kinds that are rules of their own.</summary>
    public static DiagnosticDescriptor? For(ResourceKind kind, DiagnosticDescriptor httpClient, DiagnosticDescriptor other)
    {
        return kind switch
        {
            ResourceKind.HttpClient => httpClient,
            ResourceKind.Other => other,
            _ => null,
        };
    }
}
