using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Parts <c>DisposeAsync</c> of an open type: the guard, the native part and what tells the collector stay, the work goes
/// into a <c>DisposeAsyncCore</c> that derived types override.
/// </summary>
internal sealed class AsyncCore
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly GuardStatements _bodies;

    private AsyncCore(GuardedCloseWriter writer, SemanticModel model)
    {
        _writer = writer;
        _model = model;
        _bodies = new GuardStatements(writer.Features, writer.Style);
    }

    public static bool TryPlan(GuardedCloseWriter writer, SemanticModel model, IMethodSymbol close)
    {
        return new AsyncCore(writer, model).TryPlan(close);
    }

    private bool TryPlan(IMethodSymbol close)
    {
        if (_writer.Members.Syntax(close) is not { ContainsDirectives: false } member
            || _writer.Members.DisposeAsyncCore is not null
            || !SymbolEqualityComparer.Default.Equals(close.ReturnType, _writer.Features.Types.ValueTask))
        {
            return false;
        }

        var parts = new CloseParts(_model, _writer.Features);
        var head = parts.HeadOf(member.Body);
        var tail = parts.TailOf(member.Body).Count();

        // A guard around the work, or a task that is kept, would end up in the part that is replaced.
        if (head == 0 && _writer.IsGuarded(close) || member.Body is { } body && SharesLocals(body, head, tail))
            return false;

        _writer.Edit.ThenMember(member, current => Part(current, close, head, tail));
        return true;
    }

    private IEnumerable<MemberDeclarationSyntax> Part(MethodDeclarationSyntax member, IMethodSymbol close, int head, int tail)
    {
        var isAsync = member.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var whole = _bodies.WithBlock(member, close);
        var statements = whole.Body!.Statements;
        var work = statements.Skip(head).Take(statements.Count - head - tail).ToList();
        var guard = statements.Take(head).Select(statement => isAsync ? statement : WithoutValue(statement));
        var last = statements.Skip(statements.Count - tail).Where(static statement => statement is not ReturnStatementSyntax && !CloseParts.IsSuppression(statement));
        var newLine = EndOfLine(_writer.Style.NewLine);

        var releases = new ReleaseStatements(_writer.Features, _writer.Style, _model.Compilation, _writer.Type);
        StatementSyntax call = releases.Await(InvocationExpression(IdentifierName("DisposeAsyncCore"))).WithTrailingTrivia(newLine);
        if (head > 0)
            call = _bodies.AfterEmptyLine(call);

        var suppression = new MemberText(_writer.Style).Statement($"{MemberText.Name(_writer.Features.Types.GC!)}.SuppressFinalize(this);");
        var entry = whole
            .WithModifiers(isAsync ? whole.Modifiers : AddAsync(whole).Modifiers)
            .WithBody(whole.Body.WithStatements(List(guard.Append(call).Concat(last).Append(suppression))).WithAdditionalAnnotations(Formatter.Annotation));
        yield return isAsync ? entry : entry.WithReturnType(AddAsync(whole).ReturnType);

        if (!isAsync && (work.Count == 0 || work[work.Count - 1] is not (ReturnStatementSyntax or ThrowStatementSyntax)))
            work.Add(ReturnStatement(_bodies.NothingLeft(member, close)!).WithTrailingTrivia(newLine));

        yield return Core(whole, isAsync, GuardStatements.Trimmed(whole.Body.WithStatements(List(work))), newLine);
    }

    private MethodDeclarationSyntax Core(MethodDeclarationSyntax whole, bool isAsync, BlockSyntax body, SyntaxTrivia newLine)
    {
        var modifiers = TokenList(Token(SyntaxKind.ProtectedKeyword).WithTrailingTrivia(Space), Token(SyntaxKind.VirtualKeyword).WithTrailingTrivia(Space));
        if (isAsync)
            modifiers = modifiers.Add(Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space));

        var indentation = whole.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Take(1);
        return whole
            .WithAttributeLists(default)
            .WithExplicitInterfaceSpecifier(null)
            .WithModifiers(modifiers)
            .WithReturnType(whole.ReturnType.WithoutLeadingTrivia())
            .WithIdentifier(Identifier("DisposeAsyncCore"))
            .WithBody(body)
            .WithLeadingTrivia(indentation.Prepend(newLine))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static MethodDeclarationSyntax AddAsync(MethodDeclarationSyntax member)
    {
        var modifier = Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space);
        return member.Modifiers.Count > 0
            ? member.AddModifiers(modifier)
            : member.WithReturnType(member.ReturnType.WithoutLeadingTrivia()).WithModifiers(TokenList(modifier.WithLeadingTrivia(member.ReturnType.GetLeadingTrivia())));
    }

    private static StatementSyntax WithoutValue(StatementSyntax guard)
    {
        return guard.ReplaceNodes(guard.DescendantNodes().OfType<ReturnStatementSyntax>(), static (_, statement) =>
            statement.WithReturnKeyword(statement.ReturnKeyword.WithTrailingTrivia()).WithExpression(null));
    }

    /// <summary>True when the work uses what the guard declares: <c>if (!_state.TryTake(out var stream)) return;</c></summary>
    private static bool SharesLocals(BlockSyntax body, int head, int tail)
    {
        var declared = body.Statements.Take(head)
            .SelectMany(static statement => statement.DescendantNodes())
            .OfType<SingleVariableDesignationSyntax>()
            .Select(static designation => designation.Identifier.ValueText)
            .ToList();
        return declared.Count > 0 && body.Statements.Skip(head).Take(body.Statements.Count - head - tail)
            .SelectMany(static statement => statement.DescendantNodes())
            .OfType<IdentifierNameSyntax>()
            .Any(name => declared.Contains(name.Identifier.ValueText));
    }
}
