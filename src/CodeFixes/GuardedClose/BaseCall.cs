using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Ends an override with the call of what it overrides: behind its own work, in a <c>finally</c> when that may throw or
/// return early, and in front of what tells the collector.
/// </summary>
internal sealed class BaseCall
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly ReleaseStatements _releases;
    private readonly GuardStatements _bodies;
    private readonly CloseParts _parts;

    private BaseCall(GuardedCloseWriter writer, SemanticModel model)
    {
        _writer = writer;
        _model = model;
        _releases = new ReleaseStatements(writer.Features, writer.Style, model.Compilation, writer.Type);
        _bodies = new GuardStatements(writer.Features, writer.Style);
        _parts = new CloseParts(model, writer.Features);
    }

    public static bool TryPlan(GuardedCloseWriter writer, SemanticModel model, IMethodSymbol overriding)
    {
        return new BaseCall(writer, model).TryPlan(overriding);
    }

    private bool TryPlan(IMethodSymbol overriding)
    {
        if (_writer.Members.Syntax(overriding) is not { } member || ClaimsForBase(member) || !AsyncConversion.TryPlanIfNeeded(member, overriding, _model, _writer.Features, _releases, _writer.Edit))
            return false;

        var head = _parts.HeadOf(member.Body);
        var isTask = !overriding.ReturnsVoid && !member.Modifiers.Any(SyntaxKind.AsyncKeyword);

        // The return of a completed task goes when the member awaits.
        var tail = _parts.TailOf(member.Body).Count(statement => !isTask || statement is not ReturnStatementSyntax);
        var needsFinally = NeedsFinally(member, head);
        var call = Call(overriding);
        _writer.Edit.ThenMember(member, current =>
        {
            var changed = isTask ? AsyncConversion.MakeAsync(current, overriding, _model, _writer.Features, _releases, _bodies) : _bodies.WithBlock(current, overriding);
            return new[] { changed.WithBody(Ended(changed.Body!, head, tail, needsFinally, call)) };
        });
        return true;
    }

    /// <summary>True when the override sets a state of its base: the base may be guarded with it and would find itself closed.</summary>
    private bool ClaimsForBase(MethodDeclarationSyntax member)
    {
        foreach (var name in member.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            var access = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } parent ? parent : (ExpressionSyntax)name;
            var isSet = access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access || access.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 };
            if (isSet
                && _model.GetSymbolInfo(name).Symbol is IFieldSymbol or IPropertySymbol
                && !SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name).Symbol!.ContainingType, _writer.Type))
            {
                return true;
            }
        }

        return false;
    }

    private BlockSyntax Ended(BlockSyntax body, int head, int tail, bool needsFinally, StatementSyntax call)
    {
        var statements = body.Statements;
        var end = statements.Count - tail;
        var work = statements.Skip(head).Take(end - head).ToList();
        var closing = needsFinally && work.Count > 0
            ? new[] { _releases.Failing.Always(work, new[] { call }) }
            : work.Append(call);
        return body
            .WithStatements(List(statements.Take(head).Concat(closing).Concat(statements.Skip(end))))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary><c>base.Dispose(disposing);</c>, <c>await base.DisposeAsyncCore();</c></summary>
    private StatementSyntax Call(IMethodSymbol overriding)
    {
        var call = InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, BaseExpression(), IdentifierName(overriding.Name)),
            ArgumentList(SeparatedList(overriding.Parameters.Select(static parameter => Argument(IdentifierName(parameter.Name))))));
        var statement = overriding.ReturnsVoid ? ExpressionStatement(call) : _releases.Await(call);
        return statement.WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private bool NeedsFinally(MethodDeclarationSyntax member, int head)
    {
        if (member.Body is not { } body)
            return member.ExpressionBody is { Expression: var expression } && _releases.Failing.MayThrow(expression, _model);

        var work = body.Statements.Skip(head).Where(statement => !_parts.IsTail(statement)).ToList();
        return _releases.Failing.MayThrow(work, _model)
            || work.SelectMany(static statement => statement.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))).Any(static node => node is ReturnStatementSyntax);
    }
}
