using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompileCost;

/// <summary>Makes a copy of code that can stand beside the original in one compilation: its root namespaces get a new name.</summary>
internal static class CopiedCode
{
    public static ImmutableHashSet<string> RootNamespaces(ImmutableArray<SyntaxTree> files)
    {
        return [.. files
            .SelectMany(file => file.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
            .OfType<BaseNamespaceDeclarationSyntax>()
            .Select(declaration => declaration.Name.GetFirstToken().ValueText)
            .Where(name => name != "System")];
    }

    public static SyntaxTree Rename(SyntaxTree file, ImmutableHashSet<string> roots, int copy)
    {
        var root = file.GetRoot();
        var renamed = root.ReplaceTokens(
            root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && roots.Contains(token.ValueText)),
            (token, _) => SyntaxFactory.Identifier(token.LeadingTrivia, $"{token.ValueText}_{copy}", token.TrailingTrivia));
        return file.WithRootAndOptions(renamed, file.Options).WithFilePath($"{copy}/{file.FilePath}");
    }
}
