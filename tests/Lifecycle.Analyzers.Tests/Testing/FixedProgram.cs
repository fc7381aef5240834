using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>Compiles code that a fix wrote and runs it, when what it has to show is not the close of one object.</summary>
internal static class FixedProgram
{
    /// <summary>What <c>C.Run()</c> of the source returns.</summary>
    public static string? Run([StringSyntax("C#-test")] string source)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Fixed", [CSharpSyntaxTree.ParseText(source)], references, options).Emit(image);
        Assert.True(result.Success, $"{string.Join("; ", result.Diagnostics)}\n{source}");

        image.Position = 0;
        var context = new AssemblyLoadContext("fixed program", isCollectible: true);
        try
        {
            return (string?)context.LoadFromStream(image).GetType("C")!.GetMethod("Run")!.Invoke(null, null);
        }
        finally
        {
            context.Unload();
        }
    }
}
