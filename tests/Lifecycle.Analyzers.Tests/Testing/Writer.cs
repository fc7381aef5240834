using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.CodeFixes;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>Runs the guarded-close writer on a source, without a rule that asks for it.</summary>
internal static class Writer
{
    /// <summary>What a source that names no usings itself begins with; it is not part of the result.</summary>
    public const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using Lifecycle.Analyzers.Tests.Testing;


        """;

    /// <summary>What the source becomes when the writer has planned a change to the type; null when it refuses.</summary>
    /// <remarks>The source and the result must both compile without errors or warnings.</remarks>
    public static async Task<string?> ChangeAsync(
        [StringSyntax("C#-test")] string source,
        string typeName,
        Func<GuardedCloseWriter, bool> plan,
        Target? target = null)
    {
        target ??= new Target();
        using var workspace = new AdhocWorkspace();
        var head = source.Contains("using System", StringComparison.Ordinal) ? "" : target.Framework == TestTargets.Net10 ? Usings : Usings.Replace("using Lifecycle.Analyzers.Tests.Testing;\n", "", StringComparison.Ordinal);
        var document = await target.OpenAsync(workspace, head + source);
        await MustCompileAsync(document, "The source");

        var model = await document.GetSemanticModelAsync();
        var declaration = (await document.GetSyntaxRootAsync())!.DescendantNodes().OfType<TypeDeclarationSyntax>().First(type => type.Identifier.ValueText == typeName);
        var writer = await GuardedCloseWriter.TryCreateAsync(document, model!.GetDeclaredSymbol(declaration)!, CancellationToken.None);
        if (writer is null || !plan(writer))
            return null;

        var repair = new Repair("", "", _ => Task.FromResult(writer.GetChangedDocument()));
        var changed = await LifecycleFix.ApplyAsync(repair, CancellationToken.None);
        await MustCompileAsync(changed, "The result");
        await MustBeGuardedAsync(changed, typeName);
        var text = (await changed.GetTextAsync()).ToString();
        Assert.StartsWith(head, text, StringComparison.Ordinal);
        return text[head.Length..];
    }

    /// <summary>
    /// Guards <c>DisposeAsync</c>, or <c>Dispose</c> where there is no other, of the type and compares; null stands for
    /// a refusal. When the type makes a probe, the result is also run.
    /// </summary>
    public static async Task Guards(
        [StringSyntax("C#-test")] string source,
        [StringSyntax("C#-test")] string? expected,
        GuardStyle style = GuardStyle.Returns,
        string? guardMember = null,
        Target? target = null)
    {
        var actual = await ChangeAsync(source, "C", writer => Guard(writer, style, guardMember), target);
        Assert.Equal(expected, actual);
        await RunAsync(actual, style, "C");
    }

    /// <summary>
    /// Has the close of the type release the members, which are named as <c>_field</c> or <c>_field:_ownerFlag</c>, and
    /// compares as <see cref="Guards"/> does.
    /// </summary>
    public static async Task Releases(
        [StringSyntax("C#-test")] string source,
        [StringSyntax("C#-test")] string? expected,
        string[] members,
        GuardStyle style = GuardStyle.Returns,
        Target? target = null)
    {
        var actual = await ChangeAsync(source, "C", writer => Release(writer, members, style), target);
        Assert.Equal(expected, actual);
        await RunAsync(actual, style, "C");
    }

    public static bool Guard(GuardedCloseWriter writer, GuardStyle style, string? guardMember)
    {
        return (writer.Members.DisposeAsync ?? writer.Members.Dispose) is { } member && writer.TryGuard(member, style, guardMember);
    }

    public static bool Release(GuardedCloseWriter writer, string[] members, GuardStyle style)
    {
        return writer.TryAddSteps(
            [.. members.Select(member => new CloseStep.Release(writer.Type.GetMembers(member.Split(':')[0]).Single(), member.Split(':').ElementAtOrDefault(1)))],
            style);
    }

    public static async Task RunAsync(string? text, GuardStyle style, string typeName, int rounds = RunFixedCode.Rounds)
    {
        if (text is not null && text.Contains("Probe ", StringComparison.Ordinal))
            await RunFixedCode.ClosesOnce(text.Contains("using System", StringComparison.Ordinal) ? text : Usings + text, style, typeName, rounds);
    }

    private static async Task MustBeGuardedAsync(Document document, string typeName)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var findings = await compilation!.WithAnalyzers(LifecycleTest.Hosts, document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        var text = await document.GetTextAsync();
        var start = text.ToString().IndexOf($" {typeName}", StringComparison.Ordinal);
        var left = findings.Where(finding => finding.Id is "LIFE201" or "LIFE202" or "LIFE210" && finding.Location.SourceSpan.Start > start).ToList();
        Assert.True(left.Count == 0, $"The result is reported: {string.Join("; ", left)}\n{text}");
    }

    private static async Task MustCompileAsync(Document document, string what)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var problems = compilation!.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(problems.Count == 0, $"{what} does not compile: {string.Join("; ", problems)}\n{await document.GetTextAsync()}");
    }
}

/// <summary>What a source is compiled for.</summary>
internal sealed record Target
{
    /// <summary>C# 8 on netstandard2.0, where <c>Interlocked</c> takes numbers and references alone; without nullable annotations.</summary>
    public static Target Old { get; } = new() { Language = LanguageVersion.CSharp8, Framework = TestTargets.NetStandard20WithAsyncInterfaces, Nullable = NullableContextOptions.Disable };

    /// <summary>C# 7.3 on .NET Framework, where nothing can be closed asynchronously.</summary>
    public static Target Framework472 { get; } = new() { Language = LanguageVersion.CSharp7_3, Framework = TestTargets.NetFramework472, Nullable = NullableContextOptions.Disable };

    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public ReferenceAssemblies Framework { get; init; } = TestTargets.Net10;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public string? EditorConfig { get; init; }

    public async Task<Document> OpenAsync(AdhocWorkspace workspace, string source)
    {
        var references = await Framework.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        if (Framework == TestTargets.Net10)
            references = references.Add(MetadataReference.CreateFromFile(typeof(Probe).Assembly.Location));

        var project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithMetadataReferences(references)
            .WithParseOptions(new CSharpParseOptions(Language))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: Nullable));
        if (EditorConfig is not null)
            project = project.AddAnalyzerConfigDocument(".editorconfig", Microsoft.CodeAnalysis.Text.SourceText.From(EditorConfig), filePath: "/test/.editorconfig").Project;

        return project.AddDocument("Test.cs", source, filePath: "/test/Test.cs");
    }
}
