using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Names of framework types, written in full and marked: the cleanup imports the namespace and shortens the name.</summary>
internal static class TypeName
{
    public static NameSyntax Of(INamedTypeSymbol type)
    {
        return SyntaxFactory
            .ParseName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
    }
}
