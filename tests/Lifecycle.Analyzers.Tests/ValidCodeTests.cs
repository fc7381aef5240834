using Lifecycle.Analyzers.Tests.Conventions;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

/// <summary>Every rule at once over code that is right. A false alarm that is mended leaves its shape in samples/ValidCode.</summary>
public sealed class ValidCodeTests
{
    [Fact]
    public async Task No_rule_reports_on_valid_code()
    {
        var test = new LifecycleTest();
        var root = Path.Combine(Repository.Root, "samples", "ValidCode");
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!file.Contains("artifacts", StringComparison.Ordinal) && !file.Contains("obj", StringComparison.Ordinal))
                test.TestState.Sources.Add((Path.GetRelativePath(root, file), await File.ReadAllTextAsync(file)));
        }

        test.TestState.AdditionalFiles.Add(("lifecycle.knowledge.txt", await File.ReadAllTextAsync(Path.Combine(root, "lifecycle.knowledge.txt"))));
        Assert.NotEmpty(test.TestState.Sources);
        await test.RunAsync();
    }
}
