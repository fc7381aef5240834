using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>A rule is one descriptor, one class, one place in the list, one test file, all by one name.</summary>
public sealed class RuleConventionTests
{
    private static readonly string[] FamilyOfHundred = ["Configuration", "Finalizers", "IdempotentClose", "Ownership", "EventLoop", "Usage"];

    [Fact]
    public void No_rule_waits_that_does_not_exist()
    {
        Assert.Subset(ShippedRule.All.Select(rule => rule.Id).ToHashSet(), Pending.Rules.Union(Pending.Fixes).ToHashSet());
    }

    [Fact]
    public void Ids_are_unique_and_declared_in_order()
    {
        var ids = ShippedRule.All.Select(rule => rule.Id).ToArray();
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^LIFE[0-9]{3}$", id));
    }

    [Fact]
    public void Descriptors_are_fields_that_release_tracking_can_read()
    {
        var properties = typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static);
        Assert.Empty(properties);
        Assert.All(
            typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static),
            field => Assert.True(field.IsPublic && field.IsInitOnly, field.Name));
    }

    [Fact]
    public void The_hundreds_of_an_id_say_its_family()
    {
        Assert.All(ShippedRule.All, rule => Assert.Equal(FamilyOfHundred[rule.Id["LIFE".Length] - '0'], rule.Family));
    }

    [Fact]
    public void Every_rule_has_a_class_of_its_name_in_its_family()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.Landed)
        {
            if (rule.Class is not { } type)
            {
                problems.Unless(false, $"{rule}: no class reports it; write src/Analyzers/{rule.Family}/{rule.Name}.cs and name it in RuleList");
                continue;
            }

            problems.Unless(type.Name == rule.Leader.Name, $"{rule}: its class is called {type.Name}, not {rule.Leader.Name}");
            problems.Unless(type.Namespace == $"Lifecycle.Analyzers.{rule.Family}", $"{rule}: its class lies in {type.Namespace}");
            problems.Unless(Repository.Has($"src/Analyzers/{rule.Family}/{type.Name}.cs"), $"{rule}: no file src/Analyzers/{rule.Family}/{type.Name}.cs");
        }

        problems.AssertNone();
    }

    [Fact]
    public void Every_rule_class_is_in_the_list_once()
    {
        var listed = RuleList.TypeRules.Select(rule => rule.GetType()).Concat(RuleList.BodyRules.Select(rule => rule.GetType())).ToArray();
        var written = ShippedRule.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (typeof(TypeRule).IsAssignableFrom(type) || typeof(BodyRule).IsAssignableFrom(type)));

        Assert.Equal(written.OrderBy(type => type.FullName, StringComparer.Ordinal), listed.OrderBy(type => type.FullName, StringComparer.Ordinal));
    }

    [Fact]
    public void The_list_is_in_the_order_of_ids()
    {
        AssertOrdered(RuleList.TypeRules.Select(rule => rule.Descriptors[0].Id));
        AssertOrdered(RuleList.BodyRules.Select(rule => rule.Descriptors[0].Id));
    }

    [Fact]
    public void Every_descriptor_is_reported_by_one_class_and_comes_from_the_table()
    {
        var reported = ShippedRule.RuleClasses().SelectMany(rule => rule.Descriptors).ToArray();
        Assert.Equal(reported.Distinct(), reported);
        Assert.Subset(ShippedRule.All.Select(rule => rule.Descriptor).ToHashSet(), reported.ToHashSet());
    }

    [Fact]
    public void Every_rule_has_tests_of_its_name()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.Landed)
        {
            var name = rule.Leader.Name + "Tests";
            problems.Unless(Repository.Has($"tests/Lifecycle.Analyzers.Tests/{rule.Family}/{name}.cs"), $"{rule}: no file tests/Lifecycle.Analyzers.Tests/{rule.Family}/{name}.cs");
            var tests = typeof(RuleConventionTests).Assembly.GetType($"Lifecycle.Analyzers.Tests.{rule.Family}.{name}");
            problems.Unless(tests is not null && HasTests(tests), $"{rule}: no tests in Lifecycle.Analyzers.Tests.{rule.Family}.{name}");
        }

        problems.AssertNone();
    }

    [Fact]
    public void The_help_link_leads_to_the_page_of_the_rule()
    {
        var properties = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        var address = Assert.Single(properties["ProjectAddress"]);
        var version = Assert.Single(properties["Version"]);
        Assert.All(ShippedRule.All, rule => Assert.Equal($"{address}/blob/v{version}/{rule.Page}", rule.Descriptor.HelpLinkUri));
    }

    [Fact]
    public void Severities_are_info_or_warning_as_an_error_is_for_the_user_to_choose()
    {
        Assert.All(
            ShippedRule.All,
            rule => Assert.True(
                rule.Descriptor.DefaultSeverity is DiagnosticSeverity.Hidden or DiagnosticSeverity.Info or DiagnosticSeverity.Warning,
                rule.ToString()));
    }

    internal static bool HasTests(Type type)
    {
        return type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Prepend(type)
            .SelectMany(candidate => candidate.GetMethods())
            .Any(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute));
    }

    private static void AssertOrdered(IEnumerable<string> ids)
    {
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }
}
