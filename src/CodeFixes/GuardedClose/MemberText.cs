using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Makes new members and statements from text, which shows best what is going to stand there. Types are written with
/// <see cref="Name(INamedTypeSymbol)"/>; the cleanup imports and shortens them.
/// </summary>
internal sealed class MemberText
{
    private readonly FileStyle _style;

    public MemberText(FileStyle style)
    {
        _style = style;
    }

    /// <summary>The full name of a type, for use in the texts.</summary>
    public static string Name(INamedTypeSymbol type)
    {
        return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    /// <summary>A method with the given head and statements.</summary>
    public MethodDeclarationSyntax Method(string head, IEnumerable<StatementSyntax> statements)
    {
        var method = (MethodDeclarationSyntax)Marked(ParseMemberDeclaration(head + _style.NewLine + "{" + _style.NewLine + "}" + _style.NewLine)!);
        return method
            .WithBody(method.Body!.WithStatements(List(statements)))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    public FieldDeclarationSyntax Field(string text)
    {
        var visible = _style.WritesPrivate ? "private " + text : text;
        return (FieldDeclarationSyntax)Marked(ParseMemberDeclaration(visible)!);
    }

    /// <summary>A statement; the lines of its text end in <c>\n</c>.</summary>
    public StatementSyntax Statement(string text)
    {
        text = text.Replace("\n", _style.NewLine);
        return Marked(ParseStatement(text + _style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>The statement with an empty line before it; a comment on it stays.</summary>
    public StatementSyntax AfterEmptyLine(StatementSyntax statement)
    {
        // Elastic trivia of the statement would let the formatter take the empty line away.
        var leading = statement.GetLeadingTrivia();
        return leading.Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            ? statement.WithLeadingTrivia(leading.Insert(0, EndOfLine(_style.NewLine)))
            : statement.WithLeadingTrivia(EndOfLine(_style.NewLine));
    }

    private static T Marked<T>(T node)
        where T : SyntaxNode
    {
        var names = new List<SyntaxNode>();
        foreach (var alias in node.DescendantNodes().OfType<AliasQualifiedNameSyntax>())
        {
            SyntaxNode name = alias;
            while (name.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax)
                name = name.Parent;

            names.Add(name);
        }

        return node.ReplaceNodes(names, (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation));
    }
}
