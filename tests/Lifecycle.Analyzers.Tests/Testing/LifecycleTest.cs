using System.Collections.Immutable;
using Lifecycle.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>
/// A test with every analyzer and every fix of the package. All rules but the ones under test are switched off, so that a
/// test speaks of its rule alone; an empty list leaves every rule on.
/// </summary>
internal sealed class LifecycleTest : CSharpCodeFixTest<TypeLifecycleAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    public LifecycleTest(params string[] ruleIds)
    {
        ReferenceAssemblies = TestTargets.Net10;
        LanguageVersion = LanguageVersion.Latest;
        MarkupOptions = MarkupOptions.UseFirstDescriptor;
        OnlyRules = [.. ruleIds];
        if (!OnlyRules.IsEmpty)
        {
            foreach (var descriptor in AllDescriptors)
            {
                if (!OnlyRules.Contains(descriptor.Id))
                    DisabledDiagnostics.Add(descriptor.Id);
            }
        }
    }

    public static ImmutableArray<DiagnosticAnalyzer> Hosts { get; } = 
        [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer(), new OptionValueIgnored()];

    public static ImmutableArray<DiagnosticDescriptor> AllDescriptors { get; } =
        [.. Hosts.SelectMany(host => host.SupportedDiagnostics).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    public static ImmutableArray<CodeFixProvider> AllFixes { get; } =
        [.. typeof(CodeFixes.LifecycleFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(CodeFixes.LifecycleFix).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public LanguageVersion LanguageVersion { get; set; }

    public NullableContextOptions Nullable { get; set; } = NullableContextOptions.Enable;

    public OutputKind OutputKind { get; set; } = OutputKind.DynamicallyLinkedLibrary;

    private ImmutableArray<string> OnlyRules { get; }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers()
    {
        return Hosts;
    }

    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders()
    {
        return AllFixes;
    }

    protected override DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers)
    {
        // [|..|] stands for the first rule under test.
        return OnlyRules.IsEmpty ? null : AllDescriptors.First(descriptor => descriptor.Id == OnlyRules[0]);
    }

    protected override ParseOptions CreateParseOptions()
    {
        return ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion);
    }

    protected override CompilationOptions CreateCompilationOptions()
    {
        return ((CSharpCompilationOptions)base.CreateCompilationOptions())
            .WithNullableContextOptions(Nullable)
            .WithOutputKind(OutputKind)
            .WithAllowUnsafe(true);
    }
}
