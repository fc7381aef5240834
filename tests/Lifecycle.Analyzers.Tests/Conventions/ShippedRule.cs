using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>A descriptor of the package and what belongs to it.</summary>
/// <param name="Name">The name of its field in Rules: the stem of the rule's class, fix, tests and release row.</param>
/// <param name="Descriptor">The descriptor.</param>
internal sealed record ShippedRule(string Name, DiagnosticDescriptor Descriptor)
{
    public static readonly Assembly Assembly = typeof(LifecycleAnalyzer).Assembly;

    /// <summary>Every rule of the package, in the order in which Rules.cs declares them.</summary>
    public static readonly IReadOnlyList<ShippedRule> All =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .OrderBy(field => field.MetadataToken)
            .Select(field => new ShippedRule(field.Name, (DiagnosticDescriptor)field.GetValue(null)!)),
    ];

    /// <summary>The rules whose code has landed.</summary>
    public static IEnumerable<ShippedRule> Landed => All.Where(rule => !Pending.Rules.Contains(rule.Id));

    public string Id => Descriptor.Id;

    /// <summary>The folder and the last part of the namespace: the category without the product's name.</summary>
    public string Family => Descriptor.Category["Lifecycle.".Length..];

    public string Page => $"docs/rules/{Id}.md";

    /// <summary>The class that reports it: a rule of a host, or an analyzer of its own. Null when there is none.</summary>
    public Type? Class => RuleClasses()
        .Where(rule => rule.Descriptors.Contains(Descriptor))
        .Select(rule => rule.Class)
        .FirstOrDefault();

    /// <summary>What it is the twin of: the first descriptor of its class, whose name the class has.</summary>
    public ShippedRule Leader => RuleClasses()
        .Where(rule => rule.Descriptors.Contains(Descriptor))
        .Select(rule => All.First(other => other.Descriptor == rule.Descriptors[0]))
        .FirstOrDefault(this);

    /// <summary>Every class that reports, with its descriptors.</summary>
    public static IEnumerable<(Type Class, IReadOnlyList<DiagnosticDescriptor> Descriptors)> RuleClasses()
    {
        foreach (var rule in RuleList.TypeRules)
            yield return (rule.GetType(), rule.Descriptors);

        foreach (var rule in RuleList.BodyRules)
            yield return (rule.GetType(), rule.Descriptors);

        foreach (var analyzer in Analyzers().Where(analyzer => analyzer is not LifecycleAnalyzer))
            yield return (analyzer.GetType(), analyzer.SupportedDiagnostics);
    }

    /// <summary>Every analyzer that the compiler finds in the shipped assembly.</summary>
    public static IEnumerable<DiagnosticAnalyzer> Analyzers()
    {
        return Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
    }

    public override string ToString()
    {
        return $"{Id} {Name}";
    }
}
