using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>The targets that tests compile for. Versions are those that a plain restore finds.</summary>
internal static class TestTargets
{
    public static readonly ReferenceAssemblies Net10 = new(
        "net10.0",
        new PackageIdentity("Microsoft.NETCore.App.Ref", "10.0.14"),
        Path.Combine("ref", "net10.0"));

    /// <summary>The newest target with the container of Microsoft.Extensions.DependencyInjection.</summary>
    public static readonly ReferenceAssemblies Net10WithContainer = Net10.AddPackages(
        ImmutableArray.Create(new PackageIdentity("Microsoft.Extensions.DependencyInjection.Abstractions", "8.0.2")));

    public static readonly ReferenceAssemblies NetStandard20 = ReferenceAssemblies.NetStandard.NetStandard20;

    /// <summary>netstandard2.0 with the package that brings IAsyncDisposable to it.</summary>
    public static readonly ReferenceAssemblies NetStandard20WithAsyncInterfaces = NetStandard20.AddPackages(
        ImmutableArray.Create(new PackageIdentity("Microsoft.Bcl.AsyncInterfaces", "8.0.0")));

    public static readonly ReferenceAssemblies NetFramework472 = ReferenceAssemblies.NetFramework.Net472.Default;
}
