using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// The base of the hosts. It holds the policy: generated code is not analysed, callbacks run concurrently, and a
/// compilation in which nothing can matter registers nothing.
/// </summary>
public abstract class LifecycleAnalyzer : DiagnosticAnalyzer
{
    private protected LifecycleAnalyzer(ImmutableArray<DiagnosticDescriptor> descriptors)
    {
        SupportedDiagnostics = descriptors;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private protected abstract void Register(CompilationStartAnalysisContext context, AnalysisScope scope);

    private void Start(CompilationStartAnalysisContext context)
    {
        if (KnownTypes.TryCreate(context.Compilation) is not { } types)
            return;

        var enabled = EnabledRules.Read(context.Compilation, SupportedDiagnostics, context.CancellationToken);
        var options = LifecycleOptions.Read(context.Compilation, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken);
        var knowledge = UserKnowledge.Read(context.Options.AdditionalFiles, context.CancellationToken);
        Register(context, new AnalysisScope(context.Compilation, types, options, enabled, FollowedKinds.Of(enabled), knowledge));
    }
}
