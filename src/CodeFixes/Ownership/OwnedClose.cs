using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Ties an existing close of a member to a flag that says whether the type has made the value itself.</summary>
internal static class OwnedClose
{
    public static async Task<GuardedCloseWriter?> TryPlanAsync(Document document, SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (MemberClosedAt(place, model, cancellationToken) is not { ContainingType: { } type } member
            || place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || await GuardedCloseWriter.TryCreateAsync(document, type, cancellationToken).ConfigureAwait(false) is not { } writer
            || !writer.Edit.Type.Contains(method))
        {
            return null;
        }

        // A member that is set to null beside its close cannot be told from one that was never owned; the flag can.
        var statement = place.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        if (statement is null && method is not { ExpressionBody: not null, ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } })
            return null;

        if (OwnerFlag.TryPlan(writer, model, member, cancellationToken) is not { } flag)
            return null;

        if (statement is not null)
            writer.Edit.Replace(statement, node => Guarded(writer, flag, (StatementSyntax)node).WithTriviaFrom(node));
        else
            writer.Edit.Replace(method, node => WithBody(writer, flag, (MethodDeclarationSyntax)node));

        return writer;
    }

    private static IfStatementSyntax Guarded(GuardedCloseWriter writer, string flag, StatementSyntax close)
    {
        var inner = close.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.EndOfLine(writer.Style.NewLine));
        return writer.Style.If(writer.Style.Field(flag), inner);
    }

    private static MethodDeclarationSyntax WithBody(GuardedCloseWriter writer, string flag, MethodDeclarationSyntax method)
    {
        var newLine = SyntaxFactory.EndOfLine(writer.Style.NewLine);
        var close = SyntaxFactory.ExpressionStatement(method.ExpressionBody!.Expression.WithoutTrivia());
        return method
            .WithParameterList(method.ParameterList.WithTrailingTrivia(newLine))
            .WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithBody(SyntaxFactory.Block(Guarded(writer, flag, close)).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static ISymbol? MemberClosedAt(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var name in place.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is { IsStatic: false } symbol and (IFieldSymbol or IPropertySymbol))
                return symbol;
        }

        return null;
    }
}
