using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Makes the bodies of close members: expression bodies become blocks, and a guard goes to the head of a block.</summary>
internal sealed class GuardStatements
{
    private readonly TargetFeatures _features;
    private readonly FileStyle _style;

    public GuardStatements(TargetFeatures features, FileStyle style)
    {
        _features = features;
        _style = style;
    }

    /// <summary><c>if (claim) return;</c>, with the value that the member returns when there is nothing left to do.</summary>
    public IfStatementSyntax ReturnIf(ExpressionSyntax claim, MethodDeclarationSyntax member, IMethodSymbol symbol)
    {
        return _style.If(claim, ReturnStatement(NothingLeft(member, symbol)));
    }

    /// <summary>Puts statements at the head of a member, with an empty line between them and the work.</summary>
    public MethodDeclarationSyntax Prepend(MethodDeclarationSyntax member, IMethodSymbol symbol, StatementSyntax guard, StatementSyntax? state = null)
    {
        member = Unfolded(WithBlock(member, symbol));
        var statements = member.Body!.Statements;
        if (statements.Count > 0)
            statements = statements.Replace(statements[0], AfterEmptyLine(statements[0]));

        guard = guard.WithTrailingTrivia(EndOfLine(_style.NewLine));
        if (state is not null)
            statements = statements.Insert(0, state.WithLeadingTrivia(EndOfLine(_style.NewLine)));

        return member.WithBody(member.Body.WithStatements(statements.Insert(0, guard)));
    }

    /// <summary>The block without an empty line at its head.</summary>
    public static BlockSyntax Trimmed(BlockSyntax block)
    {
        if (block.Statements.FirstOrDefault() is not { } first)
            return block;

        var leading = first.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return block.WithStatements(block.Statements.Replace(first, first.WithLeadingTrivia(leading)));
    }

    /// <summary>The member with a block for a body.</summary>
    public MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax member, IMethodSymbol symbol)
    {
        if (member.Body is not null || member.ExpressionBody is not { } arrow)
            return member;

        var returnsValue = !symbol.ReturnsVoid && !member.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var expression = arrow.Expression.WithoutTrivia();
        StatementSyntax statement = (arrow.Expression, returnsValue) switch
        {
            (ThrowExpressionSyntax thrown, _) => ThrowStatement(thrown.Expression),
            (_, true) => ReturnStatement(expression),
            _ => ExpressionStatement(expression),
        };

        var comments = arrow.Expression.GetLeadingTrivia().Any(IsComment) || arrow.ArrowToken.TrailingTrivia.Any(IsComment)
            ? arrow.ArrowToken.TrailingTrivia.AddRange(arrow.Expression.GetLeadingTrivia())
            : default;
        statement = statement.WithLeadingTrivia(comments).WithTrailingTrivia(EndOfLine(_style.NewLine));
        return member
            .WithParameterList(member.ParameterList.WithTrailingTrivia(member.ParameterList.GetTrailingTrivia().Where(IsComment)))
            .WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithBody(Block(statement).WithTrailingTrivia(member.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
    }

    /// <summary>What the member returns when there is nothing left to do: nothing, <c>default</c>, <c>Task.CompletedTask</c>.</summary>
    public ExpressionSyntax? NothingLeft(MethodDeclarationSyntax member, IMethodSymbol symbol)
    {
        if (symbol.ReturnsVoid || member.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return null;

        if (SymbolEqualityComparer.Default.Equals(symbol.ReturnType, _features.Types.Task))
            return MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, TypeName.Of(_features.Types.Task!), IdentifierName(nameof(Task.CompletedTask)));

        return _features.HasDefaultLiteral
            ? LiteralExpression(SyntaxKind.DefaultLiteralExpression)
            : DefaultExpression(TypeName.Of((INamedTypeSymbol)symbol.ReturnType));
    }

    /// <summary>The statement with an empty line before it.</summary>
    public StatementSyntax AfterEmptyLine(StatementSyntax statement)
    {
        // Elastic trivia would let the formatter take the empty line away.
        var leading = TriviaList(statement.GetLeadingTrivia().Where(trivia => trivia.FullSpan.Length > 0));
        var first = leading.FirstOrDefault(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return first.IsKind(SyntaxKind.EndOfLineTrivia) ? statement : statement.WithLeadingTrivia(leading.Insert(0, EndOfLine(_style.NewLine)));
    }

    /// <summary>A body that stood on one line is laid out anew, now that it holds more.</summary>
    private MethodDeclarationSyntax Unfolded(MethodDeclarationSyntax member)
    {
        var body = member.Body!;
        if (body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || body.CloseBraceToken.LeadingTrivia.Any() || body.OpenBraceToken.TrailingTrivia.Any(IsComment))
            return member;

        var unfolded = body
            .WithOpenBraceToken(Token(SyntaxKind.OpenBraceToken))
            .WithStatements(List(body.Statements.Select(statement => statement.GetTrailingTrivia().Any(IsComment) ? statement : statement.WithTrailingTrivia(EndOfLine(_style.NewLine)))))
            .WithCloseBraceToken(Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(body.CloseBraceToken.TrailingTrivia))
            .WithAdditionalAnnotations(Formatter.Annotation);
        return member
            .WithParameterList(member.ParameterList.WithTrailingTrivia(member.ParameterList.GetTrailingTrivia().Where(IsComment)))
            .WithBody(unfolded);
    }

    private static bool IsComment(SyntaxTrivia trivia)
    {
        return trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
    }
}
