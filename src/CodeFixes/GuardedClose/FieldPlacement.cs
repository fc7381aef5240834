using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Where a new field goes: below the fields at the head of the type, or first; never into a conditional section.</summary>
internal static class FieldPlacement
{
    /// <summary>Adds a field, given without layout.</summary>
    public static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, FieldDeclarationSyntax field, FileStyle style)
    {
        field = field
            .NormalizeWhitespace()
            .WithTrailingTrivia(EndOfLine(style.NewLine))
            .WithAdditionalAnnotations(Formatter.Annotation);

        var index = IndexFor(type);
        var members = type.Members;
        if (index < members.Count)
        {
            var next = members[index];
            if (index == 0 && next is not FieldDeclarationSyntax)
                members = members.Replace(next, next.WithLeadingTrivia(next.GetLeadingTrivia().Insert(0, EndOfLine(style.NewLine))));
        }

        return type.WithMembers(members.Insert(index, field));
    }

    private static int IndexFor(TypeDeclarationSyntax type)
    {
        var depth = 0;
        var found = 0;
        var fields = 0;
        for (var index = 0; index < type.Members.Count; index++)
        {
            var member = type.Members[index];
            depth += Depth(member.GetLeadingTrivia());
            if (member is FieldDeclarationSyntax field && !field.Modifiers.Any(SyntaxKind.ConstKeyword) && !field.Modifiers.Any(SyntaxKind.StaticKeyword))
            {
                if (depth == 0)
                    found = index + 1;

                fields++;
            }
            else if (fields > 0)
            {
                break;
            }
        }

        return found;
    }

    private static int Depth(SyntaxTriviaList trivia)
    {
        var depth = 0;
        foreach (var item in trivia)
        {
            if (item.IsKind(SyntaxKind.IfDirectiveTrivia))
                depth++;
            else if (item.IsKind(SyntaxKind.EndIfDirectiveTrivia))
                depth--;
        }

        return depth;
    }
}
