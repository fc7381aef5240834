using System.Composition;
using System.Reflection;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>A rule has a fix in its family, by the name of a rule that it mends, or says why it has none.</summary>
public sealed class FixConventionTests
{
    [Fact]
    public void Every_rule_has_a_fix_or_says_why_not()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.Landed.Where(rule => !Pending.Fixes.Contains(rule.Id)))
        {
            var reason = rule.Class?.GetCustomAttribute<NoFixAttribute>()?.Reason;
            var fixes = LifecycleTest.AllFixes.Where(fix => fix.FixableDiagnosticIds.Contains(rule.Id)).ToArray();
            problems.Unless(fixes.Length > 0 || !string.IsNullOrWhiteSpace(reason), $"{rule}: no fix exports its id and its class has no [NoFix(\"why\")]");
            problems.Unless(fixes.Length == 0 || reason is null, $"{rule}: has a fix and [NoFix]");
            problems.Unless(fixes.Length <= 1, $"{rule}: {fixes.Length} classes fix it");
        }

        problems.AssertNone();
    }

    [Fact]
    public void Every_fix_has_the_name_and_family_of_a_rule_that_it_mends()
    {
        var problems = new Problems();
        foreach (var fix in LifecycleTest.AllFixes)
        {
            var type = fix.GetType();
            var rule = ShippedRule.All.FirstOrDefault(rule => rule.Name + "Fix" == type.Name);
            if (rule is null)
            {
                problems.Unless(false, $"{type.Name}: no rule of that name");
                continue;
            }

            problems.Unless(fix.FixableDiagnosticIds.Contains(rule.Id), $"{type.Name}: does not export {rule.Id}");
            problems.Unless(fix.FixableDiagnosticIds.All(id => ShippedRule.All.Any(known => known.Id == id && known.Family == rule.Family)), $"{type.Name}: exports an id of another family");
            problems.Unless(type.Namespace == $"Lifecycle.Analyzers.CodeFixes.{rule.Family}", $"{type.Name}: lies in {type.Namespace}");
            problems.Unless(Repository.Has($"src/CodeFixes/{rule.Family}/{type.Name}.cs"), $"{type.Name}: no file src/CodeFixes/{rule.Family}/{type.Name}.cs");
            problems.Unless(type is { IsSealed: true, IsPublic: true }, $"{type.Name}: not public and sealed");
            problems.Unless(fix.GetFixAllProvider() is not null, $"{type.Name}: no Fix All");
            var tests = typeof(FixConventionTests).Assembly.GetType($"Lifecycle.Analyzers.Tests.{rule.Family}.{type.Name}Tests");
            problems.Unless(tests is not null && RuleConventionTests.HasTests(tests), $"{type.Name}: no tests in tests/Lifecycle.Analyzers.Tests/{rule.Family}/{type.Name}Tests.cs");
        }

        problems.AssertNone();
    }

    [Fact]
    public void Every_fix_is_exported_for_CSharp_under_its_own_name()
    {
        var problems = new Problems();
        foreach (var type in LifecycleTest.AllFixes.Select(fix => fix.GetType()))
        {
            var export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
            problems.Unless(export?.Name == type.Name, $"{type.Name}: exported as '{export?.Name}'");
            problems.Unless(export is { Languages: [LanguageNames.CSharp] }, $"{type.Name}: not exported for C# alone");

            // Hosts create the fixes of a package by reflection. The attribute would only bind the assembly to a newer
            // System.Composition than the oldest host has; HostCompatibilityTests says what follows.
            problems.Unless(type.GetCustomAttribute<SharedAttribute>() is null, $"{type.Name}: remove [Shared] and using System.Composition");
        }

        problems.AssertNone();
    }

    [Fact]
    public void Every_provider_of_fixes_in_the_assembly_is_a_lifecycle_fix()
    {
        var providers = typeof(CodeFixes.LifecycleFix).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type));
        Assert.All(providers, type => Assert.True(typeof(CodeFixes.LifecycleFix).IsAssignableFrom(type), type.Name));
    }
}
