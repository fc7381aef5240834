using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Where new methods and interfaces go.</summary>
internal static class MemberPlacement
{
    /// <summary>Adds a method below all others, outside of any conditional section.</summary>
    public static TypeDeclarationSyntax Append(TypeDeclarationSyntax type, MemberDeclarationSyntax member, FileStyle style)
    {
        type = WithBraces(type, style);
        var close = type.CloseBraceToken;
        var directives = close.LeadingTrivia;
        if (directives.Any(trivia => trivia.IsDirective))
        {
            member = member.WithLeadingTrivia(directives.AddRange(member.GetLeadingTrivia()));
            type = type.WithCloseBraceToken(close.WithLeadingTrivia(directives.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).LastOrDefault()));
        }

        if (type.Members.Count > 0)
            member = member.WithLeadingTrivia(WithEmptyLine(member.GetLeadingTrivia(), style));

        return type.WithMembers(type.Members.Add(member));
    }

    /// <summary>Adds an interface to the list of bases, with the line end where it was.</summary>
    public static TypeDeclarationSyntax AddInterface(TypeDeclarationSyntax type, TypeSyntax closeInterface)
    {
        var added = SimpleBaseType(closeInterface);
        if (type.BaseList is { } list)
        {
            var last = list.Types[list.Types.Count - 1];
            var types = list.Types.Replace(last, last.WithTrailingTrivia()).Add(added.WithTrailingTrivia(last.GetTrailingTrivia()));
            var separators = types.GetSeparators().ToList();
            separators[separators.Count - 1] = separators[separators.Count - 1].WithTrailingTrivia(Space);
            return type.WithBaseList(list.WithTypes(SeparatedList(types, separators)));
        }

        SyntaxTriviaList trailing;
        (type, trailing) = (type.ParameterList, type.TypeParameterList) switch
        {
            ({ } parameters, _) => (type.WithParameterList(parameters.WithTrailingTrivia(Space)), parameters.GetTrailingTrivia()),
            (_, { } parameters) => (type.WithTypeParameterList(parameters.WithTrailingTrivia(Space)), parameters.GetTrailingTrivia()),
            _ => (type.WithIdentifier(type.Identifier.WithTrailingTrivia(Space)), type.Identifier.TrailingTrivia),
        };

        var colon = Token(SyntaxKind.ColonToken).WithTrailingTrivia(Space);
        return type.WithBaseList(BaseList(colon, SingletonSeparatedList<BaseTypeSyntax>(added.WithTrailingTrivia(trailing))));
    }

    private static SyntaxTriviaList WithEmptyLine(SyntaxTriviaList leading, FileStyle style)
    {
        var index = leading.Count;
        while (index > 0 && leading[index - 1].IsKind(SyntaxKind.WhitespaceTrivia))
            index--;

        return leading.Insert(index, EndOfLine(style.NewLine));
    }

    /// <summary>A record or class that ends in a semicolon gets braces.</summary>
    private static TypeDeclarationSyntax WithBraces(TypeDeclarationSyntax type, FileStyle style)
    {
        if (!type.OpenBraceToken.IsKind(SyntaxKind.None))
            return type;

        var end = type.SemicolonToken.TrailingTrivia;
        return type
            .WithSemicolonToken(default)
            .WithOpenBraceToken(Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(EndOfLine(style.NewLine)).WithTrailingTrivia(EndOfLine(style.NewLine)))
            .WithCloseBraceToken(Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(end))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
