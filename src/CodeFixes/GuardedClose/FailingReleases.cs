using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Keeps a release from being lost when one before it throws: it goes into a <c>finally</c>. Where nothing before it can
/// throw, the releases stay in a row.
/// </summary>
internal sealed class FailingReleases
{
    private readonly FileStyle _style;
    private readonly KnownTypes _types;

    public FailingReleases(FileStyle style, KnownTypes types)
    {
        _style = style;
        _types = types;
    }

    /// <summary>True for statements of the document one of which may throw. Another's close may, whatever it promises.</summary>
    public bool MayThrow(IEnumerable<StatementSyntax> statements, SemanticModel model)
    {
        return statements.Any(statement => !IsQuiet(statement, model));
    }

    /// <summary>True for an expression of the document that may throw.</summary>
    public bool MayThrow(ExpressionSyntax expression, SemanticModel model)
    {
        return !IsQuietClose(expression, model);
    }

    /// <summary>True when closing a value of the type may throw.</summary>
    public bool MayThrow(ITypeSymbol type)
    {
        return !IsOneOf(type, _types.HttpClient, _types.HttpMessageInvoker, _types.HttpClientHandler, _types.SocketsHttpHandler)
            && !IsOneOf(type, _types.CancellationTokenSource, _types.SemaphoreSlim, _types.Timer, _types.ClientWebSocket);
    }

    /// <summary><c>try { first } finally { last }</c></summary>
    public TryStatementSyntax Always(IReadOnlyList<StatementSyntax> first, IReadOnlyList<StatementSyntax> last)
    {
        // An empty line before the first statement parts the whole from what comes before.
        var leading = first[0].GetLeadingTrivia().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        var work = List(first.Skip(1).Prepend(first[0].WithLeadingTrivia(first[0].GetLeadingTrivia().Skip(leading.Count))));
        return TryStatement(Braced(work), default, FinallyClause(Braced(List(last))))
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(EndOfLine(_style.NewLine))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>Releases in a row, each of which is reached though one before it throws.</summary>
    /// <param name="releases">The releases, and whether each may throw.</param>
    public IReadOnlyList<StatementSyntax> InSequence(IReadOnlyList<(StatementSyntax Statement, bool MayThrow)> releases)
    {
        var rest = new List<StatementSyntax>();
        for (var index = releases.Count - 1; index >= 0; index--)
        {
            var (statement, mayThrow) = releases[index];
            if (mayThrow && rest.Count > 0)
                rest = new List<StatementSyntax> { Always(new[] { statement }, rest) };
            else
                rest.Insert(0, statement);
        }

        return rest;
    }

    private BlockSyntax Braced(SyntaxList<StatementSyntax> statements)
    {
        return Block(
            Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(EndOfLine(_style.NewLine)).WithTrailingTrivia(EndOfLine(_style.NewLine)),
            statements,
            Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(EndOfLine(_style.NewLine)));
    }

    private bool IsQuiet(StatementSyntax statement, SemanticModel model)
    {
        return statement switch
        {
            BlockSyntax block => block.Statements.All(inner => IsQuiet(inner, model)),
            IfStatementSyntax { Else: null } conditional => IsQuiet(conditional.Condition) && IsQuiet(conditional.Statement, model),
            LocalFunctionStatementSyntax or EmptyStatementSyntax => true,
            ReturnStatementSyntax { Expression: null or LiteralExpressionSyntax } => true,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: LiteralExpressionSyntax } } => true,
            ExpressionStatementSyntax expression => IsQuietClose(expression.Expression, model),
            _ => false,
        };
    }

    private bool IsQuietClose(ExpressionSyntax expression, SemanticModel model)
    {
        return ClosedBy(expression) is { } closed && model.GetTypeInfo(closed).Type is { } type && !MayThrow(type);
    }

    /// <summary>A test that reads and compares.</summary>
    private static bool IsQuiet(ExpressionSyntax condition)
    {
        return !condition.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or CastExpressionSyntax or ElementAccessExpressionSyntax or AwaitExpressionSyntax);
    }

    private static ExpressionSyntax? ClosedBy(ExpressionSyntax expression)
    {
        return expression switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(IDisposable.Dispose), Expression: var closed } } => closed,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: nameof(IDisposable.Dispose) } }, Expression: var closed } => closed,
            _ => null,
        };
    }

    private static bool IsOneOf(ITypeSymbol type, params INamedTypeSymbol?[] known)
    {
        return known.Contains(type.OriginalDefinition as INamedTypeSymbol, SymbolEqualityComparer.Default);
    }
}
