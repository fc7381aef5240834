using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Configuration;

/// <summary>
/// LIFE001. An analyzer of its own, and the one that waits for the end of the compilation: its findings have no place in
/// the code, so that nobody waits for them while typing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoFix("A configuration file is no part of the code that a fix can change.")]
public sealed class OptionValueIgnored : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.OptionValueIgnored);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Check);
    }

    private static void Check(CompilationAnalysisContext context)
    {
        var report = new Report(context.ReportDiagnostic, context.CancellationToken);
        var told = new HashSet<(string Key, string Value)>();
        foreach (var setting in OptionSettings.Read(context.Compilation, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken))
        {
            foreach (var (value, reason) in IgnoredBy(setting, context.Compilation))
            {
                // Two files may hold lists that differ, with the same wrong entry in both.
                if (told.Add((setting.Key, value)))
                    report.At(Rules.OptionValueIgnored, Location.None, $"The value '{value}' of option '{setting.Key}'", reason);
            }
        }

        foreach (var file in context.Options.AdditionalFiles)
        {
            if (UserKnowledge.IsKnowledge(file) && file.GetText(context.CancellationToken) is { } text)
                CheckKnowledge(file.Path, text, context.Compilation, report);
        }
    }

    private static void CheckKnowledge(string path, SourceText text, Compilation compilation, Report report)
    {
        foreach (var problem in KnowledgeProblems.Find(text, compilation, report.CancellationToken))
            report.At(Rules.OptionValueIgnored, Location.Create(path, problem.Span, text.Lines.GetLinePositionSpan(problem.Span)), $"The line '{problem.Line}'", problem.Reason);
    }

    private static IEnumerable<(string Value, string Reason)> IgnoredBy(OptionSetting setting, Compilation compilation)
    {
        if (setting.Option is not { } option)
            return [(setting.Value, "there is no option of this name")];

        if (option.IsSymbolList)
        {
            return LifecycleOptions.SplitList(setting.Value)
                .Where(entry => !NamedSymbols.Find(compilation, option.Names, entry).Any())
                .Select(entry => (entry, $"this compilation has no {Expected(option.Names)}"));
        }

        if (option.Values.Contains(setting.Value.Trim(), StringComparer.OrdinalIgnoreCase))
            return [];

        var values = string.Join(" or ", option.Values.Select(static value => $"'{value}'"));
        return [(setting.Value, $"it can be {values}, and '{option.Default}' applies")];
    }

    private static string Expected(NamedKind kind)
    {
        return kind switch
        {
            NamedKind.Type => "type of this full metadata name",
            NamedKind.Member => "method or property of this name, written Namespace.Type.Member",
            _ => "method, written Namespace.Type.Member, or type, written Namespace.Type, of this name",
        };
    }
}
