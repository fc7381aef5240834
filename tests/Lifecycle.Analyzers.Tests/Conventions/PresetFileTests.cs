using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>The sets of severities that LifecycleMode picks follow from the descriptors.</summary>
[Collection(GeneratedText.Collection)]
public sealed class PresetFileTests
{
    private const string Folder = "src/Package/presets";

    private static readonly string[] Names = ["None", "Recommended", "Strict", "All"];

    public static TheoryData<string> Modes => [.. Names];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Preset_names_every_rule(string mode)
    {
        // The level lies under every file of a user: .globalconfig files have 100, others 0.
        var lines = ShippedRule.All.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {Severity(mode, rule.Descriptor)}");
        var text = $"""
            # {Summary(mode)}
            is_global = true
            global_level = -100

            {string.Join("\n", lines)}

            """;
        GeneratedText.CheckFile($"{Folder}/Lifecycle{mode}.globalconfig", text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_preset_is_the_preset_of_a_mode()
    {
        Assert.Equal(
            Names.Select(mode => $"{Folder}/Lifecycle{mode}.globalconfig").Order(StringComparer.Ordinal),
            Repository.Files(Folder, "*"));
    }

    private static string Summary(string mode)
    {
        return mode switch
        {
            "None" => "LifecycleMode None: every rule is off.",
            "Recommended" => "LifecycleMode Recommended: the default severities of the rules.",
            "Strict" => "LifecycleMode Strict: every rule that is on by default is a warning.",
            _ => "LifecycleMode All: every rule is a warning.",
        };
    }

    private static string Severity(string mode, DiagnosticDescriptor rule)
    {
        return mode switch
        {
            "None" => "none",
            "All" => "warning",
            _ when !rule.IsEnabledByDefault => "none",
            "Strict" => "warning",
            _ => rule.DefaultSeverity switch
            {
                DiagnosticSeverity.Error => "error",
                DiagnosticSeverity.Warning => "warning",
                DiagnosticSeverity.Info => "suggestion",
                _ => "silent",
            },
        };
    }
}
