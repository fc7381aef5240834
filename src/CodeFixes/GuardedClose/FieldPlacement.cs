using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Where a new field goes: below the fields at the head of the type, or first, and always into the same conditional
/// section (<c>#if</c>) as the member that uses it.
/// </summary>
internal static class FieldPlacement
{
    /// <summary>Adds a field, given without layout, for the member that uses it; null for a member outside of any section.</summary>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, FieldDeclarationSyntax field, MemberDeclarationSyntax? user, FileStyle style)
    {
        field = field
            .NormalizeWhitespace()
            .WithTrailingTrivia(EndOfLine(style.NewLine))
            .WithAdditionalAnnotations(Formatter.Annotation);

        var sections = SectionsOf(type);
        var section = user is not null && type.Members.IndexOf(user) is >= 0 and var place ? sections[place] : "";
        var index = IndexFor(type, sections, section);
        if (index < 0)
            return InsertInFrontOf(type, user!, field, style);

        var members = type.Members;
        if (index < members.Count && index == 0 && (members[0] is not FieldDeclarationSyntax || members[0].GetLeadingTrivia().Any(trivia => trivia.IsDirective)))
            members = members.Replace(members[0], members[0].WithLeadingTrivia(members[0].GetLeadingTrivia().Insert(0, EndOfLine(style.NewLine))));

        return type.WithMembers(members.Insert(index, field));
    }

    /// <summary>The place after the first run of instance fields, as far as these are in the section; -1 when there is none.</summary>
    private static int IndexFor(TypeDeclarationSyntax type, List<string> sections, string section)
    {
        var found = section.Length == 0 ? 0 : -1;
        var isInRun = false;
        for (var index = 0; index < type.Members.Count; index++)
        {
            if (type.Members[index] is FieldDeclarationSyntax field && !field.Modifiers.Any(SyntaxKind.ConstKeyword) && !field.Modifiers.Any(SyntaxKind.StaticKeyword))
            {
                isInRun = true;
                if (sections[index] == section)
                    found = index + 1;
            }
            else if (isInRun)
            {
                break;
            }
        }

        return found;
    }

    private static TypeDeclarationSyntax InsertInFrontOf(TypeDeclarationSyntax type, MemberDeclarationSyntax user, FieldDeclarationSyntax field, FileStyle style)
    {
        var leading = user.GetLeadingTrivia();
        var split = leading.IndexOf(leading.Last(trivia => trivia.IsDirective)) + 1;
        field = field.WithLeadingTrivia(leading.Take(split).Concat(leading.Skip(split).Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1)));
        var rest = leading.Skip(split).SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var below = user.WithLeadingTrivia(rest.Prepend(EndOfLine(style.NewLine)));
        var index = type.Members.IndexOf(user);
        return type.WithMembers(type.Members.Replace(user, below).Insert(index, field));
    }

    /// <summary>For each member the conditional section it stands in: the branches that are open, as numbers; empty outside.</summary>
    private static List<string> SectionsOf(TypeDeclarationSyntax type)
    {
        var sections = new List<string>();
        var open = new Stack<int>();
        var branches = 0;
        foreach (var member in type.Members)
        {
            Follow(member.GetLeadingTrivia());
            sections.Add(string.Join(".", open));
            var first = member.GetFirstToken();
            foreach (var token in member.DescendantTokens())
            {
                if (token != first)
                    Follow(token.LeadingTrivia);
            }
        }

        return sections;

        void Follow(SyntaxTriviaList trivia)
        {
            foreach (var item in trivia)
            {
                if (item.IsKind(SyntaxKind.IfDirectiveTrivia))
                    open.Push(++branches);
                else if (open.Count > 0 && item.IsKind(SyntaxKind.EndIfDirectiveTrivia))
                    open.Pop();
                else if (open.Count > 0 && (item.IsKind(SyntaxKind.ElseDirectiveTrivia) || item.IsKind(SyntaxKind.ElifDirectiveTrivia)))
                    Switch();
            }
        }

        void Switch()
        {
            open.Pop();
            open.Push(++branches);
        }
    }
}
