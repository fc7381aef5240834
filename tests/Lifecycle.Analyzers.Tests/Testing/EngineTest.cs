using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>Builds the models of the engine without a host, for the tests that speak the engine's own words.</summary>
internal static class EngineTest
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The model of the type with this name. The usual namespaces are imported.</summary>
    public static async Task<CloseModel> CloseModelOf(string typeName, [StringSyntax("C#-test")] string source, bool allowErrors = false)
    {
        // The driver analyses a copy of the compilation, so the symbols have to come from the copy.
        var collector = new BlockCollector();
        var driver = (await Compile(source, allowErrors)).WithAnalyzers([collector]);
        await driver.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        var compilation = collector.Compilation ?? throw new InvalidOperationException("The source has no body.");
        var type = compilation.GetSymbolsWithName(typeName, SymbolFilter.Type).OfType<INamedTypeSymbol>().First();
        var model = new CloseModel(type, ScopeOf(compilation));
        foreach (var (member, block) in collector.Blocks)
            model.AddBody(member, block);

        model.Complete(CancellationToken.None);
        return model;
    }

    public static AnalysisScope ScopeOf(Compilation compilation)
    {
        var types = KnownTypes.TryCreate(compilation) ?? throw new InvalidOperationException("The framework is missing.");
        var options = LifecycleOptions.Read(compilation, new NoOptions(), CancellationToken.None);
        var enabled = EnabledRules.Read(compilation, LifecycleTest.AllDescriptors, CancellationToken.None);
        return new AnalysisScope(compilation, types, options, enabled, [ResourceKind.HttpClient, ResourceKind.Other]);
    }

    public static async Task<CSharpCompilation> Compile([StringSyntax("C#-test")] string source, bool allowErrors = false)
    {
        var references = await TestTargets.Net10.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Engine",
            [CSharpSyntaxTree.ParseText(GlobalUsings, parse, "Usings.cs"), CSharpSyntaxTree.ParseText(source, parse, "Test.cs")],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (!allowErrors)
            Assert.Empty(errors);

        return compilation;
    }

    private sealed class NoOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Empty();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Empty : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = null;
                return false;
            }
        }
    }

#pragma warning disable RS1001, RS1026, RS1036, RS2008 // Collects for a test; nothing loads it as an analyzer.
    /// <summary>Collects what a host would collect: the operation blocks.</summary>
    private sealed class BlockCollector : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Unused = new("TEST1", "t", "m", "c", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

        public List<(ISymbol Member, IOperation Block)> Blocks { get; } = [];

        public Compilation? Compilation { get; private set; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Unused];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationBlockAction(block =>
            {
                Compilation = block.Compilation;
                foreach (var operation in block.OperationBlocks)
                    Blocks.Add((block.OwningSymbol, operation));
            });
        }
    }
}
