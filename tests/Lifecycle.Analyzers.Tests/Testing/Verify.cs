using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>The way in which tests check one rule: its squiggles, and what its fix makes of the code.</summary>
internal static class Verify
{
    /// <summary>
    /// Checks that the rule reports exactly where the source is marked: <c>[|..|]</c>, or <c>{|#0:..|}</c> together with
    /// <paramref name="expected"/> where the message matters. No mark means that it stays silent.
    /// </summary>
    public static Task Rule(string id, [StringSyntax("C#-test")] string source, params DiagnosticResult[] expected)
    {
        return Rule(id, source, configure: null, expected);
    }

    public static async Task Rule(
        string id,
        [StringSyntax("C#-test")] string source,
        Action<LifecycleTest>? configure,
        params DiagnosticResult[] expected)
    {
        var test = new LifecycleTest(id) { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        configure?.Invoke(test);
        await test.RunAsync();
    }

    /// <summary>Checks what the fix with this equivalence key makes of the source, one by one and with Fix All.</summary>
    public static async Task Fix(
        string id,
        [StringSyntax("C#-test")] string source,
        [StringSyntax("C#-test")] string fixedSource,
        string? equivalenceKey = null,
        Action<LifecycleTest>? configure = null)
    {
        var test = new LifecycleTest(id)
        {
            TestCode = source,
            FixedCode = fixedSource,
            CodeActionEquivalenceKey = equivalenceKey,
        };
        configure?.Invoke(test);
        await test.RunAsync();
    }

    public static DiagnosticResult Diagnostic(string id)
    {
        return new DiagnosticResult(LifecycleTest.AllDescriptors.First(descriptor => descriptor.Id == id));
    }
}
