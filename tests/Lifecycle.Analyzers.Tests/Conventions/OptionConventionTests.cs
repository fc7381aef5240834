using System.Reflection;
using System.Text.RegularExpressions;
using Lifecycle.Analyzers.Options;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>Every option is listed, documented with its values and default, and no document names another.</summary>
[Collection(GeneratedText.Collection)]
public sealed partial class OptionConventionTests
{
    [Fact]
    public void Every_option_is_in_the_list()
    {
        var fields = typeof(LifecycleOptions).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(LifecycleOption))
            .OrderBy(field => field.MetadataToken)
            .Select(field => (LifecycleOption)field.GetValue(null)!);
        Assert.Equal(fields, LifecycleOptions.All);
    }

    [Fact]
    public void Keys_are_lower_case_and_the_default_is_a_value()
    {
        Assert.All(LifecycleOptions.All, option => Assert.Matches("^lifecycle\\.[a-z_]+$", option.Key));
        Assert.All(LifecycleOptions.All, option => Assert.True(option.IsSymbolList ? option.Default.Length == 0 : option.Values.Contains(option.Default), option.Key));
        Assert.All(LifecycleOptions.All, option => Assert.EndsWith(".", option.Summary, StringComparison.Ordinal));
        Assert.Equal(LifecycleOptions.All.Length, LifecycleOptions.All.Select(option => option.Key).Distinct().Count());
    }

    [Fact]
    public void Configuration_page_lists_every_option()
    {
        GeneratedText.CheckPart("docs/configuration.md", "options", Table());
    }

    [Fact]
    public void Readme_lists_every_option()
    {
        GeneratedText.CheckPart("README.md", "options", Table());
    }

    [Fact]
    public void Configuration_page_explains_every_option()
    {
        var page = Repository.Read("docs/configuration.md");
        Assert.All(LifecycleOptions.All, option => Assert.Contains($"### `{option.Key}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_name_no_option_and_no_rule_that_does_not_exist()
    {
        var keys = LifecycleOptions.All.Select(option => option.Key).ToHashSet();
        var ids = ShippedRule.All.Select(rule => rule.Id).ToHashSet();
        var problems = new Problems();
        foreach (var file in DocumentFiles.All)
        {
            var text = Repository.Read(file);
            foreach (var key in Keys().Matches(text).Select(match => match.Value))
                problems.Unless(keys.Contains(key), $"{file}: {key}");

            foreach (var id in Ids().Matches(text).Select(match => match.Value))
                problems.Unless(ids.Contains(id), $"{file}: {id}");
        }

        problems.AssertNone();
    }

    [Fact]
    public void Examples_of_configuration_use_keys_and_values_that_exist()
    {
        var problems = new Problems();
        foreach (var (file, key, value) in DocumentFiles.All.SelectMany(Settings))
        {
            var option = LifecycleOptions.All.FirstOrDefault(option => option.Key == key);
            problems.Unless(option is null || option.IsSymbolList || option.Values.Contains(value) || file.EndsWith("LIFE001.md", StringComparison.Ordinal), $"{file}: {key} = {value}");
            var severity = SeverityKey().Match(key);
            problems.Unless(!severity.Success || value is "none" or "silent" or "suggestion" or "warning" or "error" or "default", $"{file}: {key} = {value}");
        }

        problems.AssertNone();
    }

    private static string Table()
    {
        var rows = LifecycleOptions.All.Select(option => $"| `{option.Key}` | {Values(option)} | {Default(option)} | {option.Summary} |");
        return "| Key | Values | Default | What it changes |\n|---|---|---|---|\n" + string.Join("\n", rows);
    }

    private static string Values(LifecycleOption option)
    {
        return option.IsSymbolList ? "list of names" : string.Join(", ", option.Values.Select(value => $"`{value}`"));
    }

    private static string Default(LifecycleOption option)
    {
        return option.Default.Length == 0 ? "empty" : $"`{option.Default}`";
    }

    private static IEnumerable<(string File, string Key, string Value)> Settings(string file)
    {
        foreach (var block in MarkdownBlock.Read(Repository.Read(file)).Where(block => block.Language == "ini"))
        {
            foreach (var line in block.Text.Split('\n'))
            {
                var parts = line.Split('#')[0].Split('=', 2);
                if (parts.Length == 2)
                    yield return (file, parts[0].Trim(), parts[1].Trim());
            }
        }
    }

    [GeneratedRegex(@"\blifecycle\.[a-z_]*[a-z]\b(?!\.txt)")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\bLIFE[0-9]{3}\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"^dotnet_diagnostic\.LIFE[0-9]{3}\.severity$")]
    private static partial Regex SeverityKey();
}
