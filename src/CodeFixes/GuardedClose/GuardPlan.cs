using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Decides which members claim which flag so that existing close members release once, and plans the edits.</summary>
internal sealed class GuardPlan
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly GuardStatements _bodies;

    private GuardPlan(GuardedCloseWriter writer, SemanticModel model, CancellationToken cancellationToken)
    {
        _writer = writer;
        _model = model;
        _cancellationToken = cancellationToken;
        _bodies = new GuardStatements(writer.Features, writer.Style);
    }

    public static bool TryMake(
        GuardedCloseWriter writer,
        SemanticModel model,
        IMethodSymbol closeMember,
        GuardStyle style,
        string? guardMember,
        SyntaxNode? fault,
        CancellationToken cancellationToken)
    {
        var plan = new GuardPlan(writer, model, cancellationToken);
        var targets = new GuardTargets(writer, cancellationToken);
        var members = targets.Sharing(closeMember);
        if (!members.All(plan.CanHoldGuard) || targets.IsPartedFromCounterpart(closeMember))
            return false;

        var below = targets.SharingBelow(closeMember);
        var choice = below is null ? null : FlagChoice.Existing(writer, model, below, guardMember, style, cancellationToken);
        members = choice is null ? members : below!;
        var called = targets.CalledUnguarded(closeMember) is { } counterpart && plan.CanHoldGuard(counterpart) ? new List<IMethodSymbol> { counterpart } : null;
        var calledChoice = called is null ? null : FlagChoice.New(writer, model, called, guardMember: null, cancellationToken);
        choice ??= plan.Choose(members, guardMember, style);
        if (fault is not null && !choice.Answers(fault))
            return false;

        var isWritten = style == GuardStyle.Returns ? plan.WriteReturns(members, choice) : plan.TryWriteAwaits(members, closeMember, choice);
        if (isWritten && calledChoice is not null)
            plan.WriteReturns(called!, calledChoice);

        return isWritten;
    }

    private FlagChoice Choose(List<IMethodSymbol> members, string? guardMember, GuardStyle style)
    {
        return FlagChoice.Existing(_writer, _model, members, guardMember, style, _cancellationToken)
            ?? FlagChoice.New(_writer, _model, members, guardMember, _cancellationToken);
    }

    private bool CanHoldGuard(IMethodSymbol member)
    {
        var types = _writer.Features.Types;
        return _writer.Members.Syntax(member) is not null
            && !member.IsStatic
            && (member.ReturnsVoid
                || SymbolEqualityComparer.Default.Equals(member.ReturnType, types.Task)
                || SymbolEqualityComparer.Default.Equals(member.ReturnType, types.ValueTask));
    }

    private bool WriteReturns(List<IMethodSymbol> members, FlagChoice choice)
    {
        var style = _writer.Style;
        var interlocked = TypeName.Of(_writer.Features.Types.Interlocked!);
        for (var index = 0; index < members.Count; index++)
        {
            var (symbol, guard) = (members[index], WithoutSpareFlag(choice, choice.Guards[index]));
            Remove(guard);
            if (guard.Test is { } test)
            {
                var claim = guard.TestLeaves ? choice.Flag.WasTaken(interlocked, style) : choice.Flag.WasFree(interlocked, style);
                _writer.Edit.Replace(test, _ => claim.WithTriviaFrom(test));
                continue;
            }

            var state = StateOf(choice, guard);
            _writer.Edit.ThenMember(guard.Member, member => new[]
            {
                _bodies.Prepend(member, symbol, _bodies.ReturnIf(choice.Flag.WasTaken(interlocked, style), member, symbol), state),
            });
        }

        AddField(choice.Flag, members[0]);
        return true;
    }

    private bool TryWriteAwaits(List<IMethodSymbol> members, IMethodSymbol closeMember, FlagChoice choice)
    {
        if (closeMember.ReturnsVoid || !members.Contains(closeMember, SymbolEqualityComparer.Default) || _writer.Features.Types.TaskCompletionSourceOfT is null)
            return false;

        var syntax = _writer.Members.Syntax(closeMember)!;
        var releases = new ReleaseStatements(_writer.Features, _writer.Style, _model.Compilation, _writer.Type);
        if (!AsyncConversion.TryPlan(syntax, _model, _writer.Features, releases, _writer.Edit))
            return false;

        var style = _writer.Style;
        var interlocked = TypeName.Of(_writer.Features.Types.Interlocked!);
        var shared = new SharedClose(_writer);
        for (var index = 0; index < members.Count; index++)
        {
            var (symbol, guard) = (members[index], choice.Guards[index]);
            var state = StateOf(choice, guard);
            Remove(guard);
            if (SymbolEqualityComparer.Default.Equals(symbol, closeMember))
                _writer.Edit.ThenMember(syntax, member => Share(member, symbol, shared, releases, choice.Flag.WasFree(interlocked, style), state));
            else
                _writer.Edit.ThenMember(guard.Member, member => new[] { Complete(member, symbol, shared, choice.Flag.WasTaken(interlocked, style), state) });
        }

        AddField(shared.Source(), members[0]);
        AddField(choice.Flag, members[0]);
        return true;
    }

    private MemberDeclarationSyntax[] Share(MethodDeclarationSyntax member, IMethodSymbol symbol, SharedClose shared, ReleaseStatements releases, ExpressionSyntax isFirst, StatementSyntax? state)
    {
        var close = AsyncConversion.BlockOf(member, symbol, _model, _writer.Features, releases, _bodies);
        close = GuardStatements.Trimmed(close);
        if (state is not null)
            close = close.WithStatements(close.Statements.Insert(0, state));

        var awaits = close.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(AsyncConversion.IsAwait);
        var entry = _bodies.WithBlock(member, symbol);
        var leading = entry.GetLeadingTrivia();
        entry = entry
            .WithModifiers(TokenList(entry.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))))
            .WithLeadingTrivia(leading)
            .WithBody(Block(shared.Body(isFirst, symbol.ReturnType)).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation));
        return new MemberDeclarationSyntax[] { entry, awaits ? shared.Method(close) : shared.SynchronousMethod(close) };
    }

    private MethodDeclarationSyntax Complete(MethodDeclarationSyntax member, IMethodSymbol symbol, SharedClose shared, ExpressionSyntax isSecond, StatementSyntax? state)
    {
        member = _bodies.WithBlock(member, symbol);
        var body = Block(shared.Completing(GuardStatements.Trimmed(member.Body!).Statements)).WithAdditionalAnnotations(Formatter.Annotation);
        return _bodies.Prepend(member.WithBody(body.WithTrailingTrivia(member.Body!.GetTrailingTrivia())), symbol, _bodies.ReturnIf(isSecond, member, symbol), state);
    }

    /// <summary>A member without a test of the flag may test one of its own, in whose place the claim comes.</summary>
    private MemberGuard WithoutSpareFlag(FlagChoice choice, MemberGuard guard)
    {
        if (choice.Flag.Existing is not { } shared
            || guard is not { Test: null, Checks.Count: 0, Claims.Count: 0 }
            || SpareFlag.Find(_writer, _model, guard.Member, shared, _cancellationToken) is not { } spare)
        {
            return guard;
        }

        _writer.Edit.Remove(spare.Declaration);
        return spare.Guard;
    }

    /// <summary>The statement that sets the closed state which the flag stands in for.</summary>
    private StatementSyntax? StateOf(FlagChoice choice, MemberGuard guard)
    {
        return choice.KeepsState && guard.Claims.Count > 0
            ? guard.Claims[0].WithLeadingTrivia().WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation)
            : null;
    }

    private void Remove(MemberGuard guard)
    {
        foreach (var statement in guard.Checks.Concat(guard.Claims))
            _writer.Edit.Remove(statement);
    }

    private void AddField(ClosedFlag flag, IMethodSymbol user)
    {
        if (flag.Existing is null)
            AddField(new MemberText(_writer.Style).Field($"int {flag.Name};"), user);
    }

    private void AddField(FieldDeclarationSyntax field, IMethodSymbol user)
    {
        var mark = _writer.Edit.Track(_writer.Members.Syntax(user)!);
        _writer.Edit.Then(type => FieldPlacement.Add(type, field, type.GetAnnotatedNodes(mark).OfType<MemberDeclarationSyntax>().FirstOrDefault(), _writer.Style));
    }
}
