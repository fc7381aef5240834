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
        CancellationToken cancellationToken)
    {
        var plan = new GuardPlan(writer, model, cancellationToken);
        var members = plan.MembersToGuard(closeMember);
        if (members.Count == 0 || members.Any(member => !plan.CanHoldGuard(member)))
            return false;

        return style == GuardStyle.Returns
            ? plan.WriteReturns(members, plan.ChooseFlag(members, guardMember, style, out var guards), guards)
            : plan.TryWriteAwaits(members, closeMember, guardMember);
    }

    /// <summary>The member, and its counterpart when that does work of its own; only the counterpart when the member forwards to it.</summary>
    private List<IMethodSymbol> MembersToGuard(IMethodSymbol closeMember)
    {
        var members = new List<IMethodSymbol> { closeMember };
        var close = _writer.Members;
        var counterpart = SymbolEqualityComparer.Default.Equals(closeMember, close.DisposeAsync) ? close.Dispose
            : SymbolEqualityComparer.Default.Equals(closeMember, close.Dispose) ? close.DisposeAsync
            : null;

        if (counterpart is null || close.Syntax(counterpart) is not { } counterpartSyntax || close.Syntax(closeMember) is not { } syntax)
            return members;

        if (close.ReachableFrom(closeMember, _cancellationToken).Contains(counterpart))
            return close.OnlyForwards(syntax, counterpart, _cancellationToken) ? new List<IMethodSymbol> { counterpart } : members;

        if (!close.ReachableFrom(counterpart, _cancellationToken).Contains(closeMember) && !IsEmpty(counterpartSyntax))
            members.Add(counterpart);

        return members;
    }

    private bool IsEmpty(MethodDeclarationSyntax member)
    {
        return member.Body is { Statements.Count: 0 } && !_writer.Edit.Touches(member);
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

    /// <summary>The flag to claim: the type's own where every member can claim it first, else a new one.</summary>
    private ClosedFlag ChooseFlag(List<IMethodSymbol> members, string? guardMember, GuardStyle style, out List<MemberGuard> guards)
    {
        foreach (var candidate in Candidates(members, guardMember))
        {
            if (TryUse(candidate, members, style, out guards) is { } flag)
                return flag;
        }

        guards = members.ConvertAll(member => MemberGuard.Without(_writer.Members.Syntax(member)!, _model));
        var prefix = _writer.Style.FieldPrefix;
        return new ClosedFlag(_writer.FreeName(prefix + "disposed", prefix + "disposeStarted"), ClosedFlag.Number(1), Existing: null);
    }

    /// <summary>The field that the rule named, else the one field that the close members set.</summary>
    private IEnumerable<IFieldSymbol> Candidates(List<IMethodSymbol> members, string? guardMember)
    {
        if (guardMember is not null)
            return _writer.Type.GetMembers(guardMember).OfType<IFieldSymbol>();

        var set = new HashSet<IFieldSymbol>(SymbolEqualityComparer.Default);
        foreach (var member in members)
        {
            foreach (var assignment in _writer.Members.Syntax(member)!.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (_model.GetSymbolInfo(assignment.Left, _cancellationToken).Symbol is IFieldSymbol field
                    && SymbolEqualityComparer.Default.Equals(field.ContainingType, _writer.Type)
                    && _model.GetConstantValue(assignment.Right, _cancellationToken).Value is true or 1)
                {
                    set.Add(field);
                }
            }
        }

        return set;
    }

    private ClosedFlag? TryUse(IFieldSymbol field, List<IMethodSymbol> members, GuardStyle style, out List<MemberGuard> guards)
    {
        guards = new List<MemberGuard>();
        if (field.IsStatic || field.IsReadOnly || field.IsConst)
            return null;

        var uses = FlagUses.Collect(field, _model, _writer.Features.Types, _cancellationToken);
        foreach (var member in members)
        {
            if (IsUsedBelow(member, uses) || MemberGuard.TryRead(_writer.Members.Syntax(member)!, uses, _model) is not { } guard)
                return null;

            if (style == GuardStyle.Awaits && !guard.TryDropTest())
                return null;

            guards.Add(guard);
        }

        switch (field.Type.SpecialType)
        {
            case SpecialType.System_Int32 or SpecialType.System_Int64:
                return new ClosedFlag(field.Name, ClosedFlag.Number(1), field);

            case SpecialType.System_Boolean when _writer.Features.ExchangeTakesAnyPrimitive:
                return new ClosedFlag(field.Name, LiteralExpression(SyntaxKind.TrueLiteralExpression), field);

            case SpecialType.System_Boolean:
                var handled = new HashSet<SyntaxNode>(guards.SelectMany(guard => guard.Handled));
                return uses.TryConvertToNumber(_writer.Edit, handled) ? new ClosedFlag(field.Name, ClosedFlag.Number(1), field) : null;

            default:
                return null;
        }
    }

    /// <summary>True when something that the member calls looks at the flag: claimed first, it would turn that call away.</summary>
    private bool IsUsedBelow(IMethodSymbol member, FlagUses uses)
    {
        foreach (var reached in _writer.Members.ReachableFrom(member, _cancellationToken))
        {
            if (SymbolEqualityComparer.Default.Equals(reached, member))
                continue;

            foreach (var declaration in reached.DeclaringSyntaxReferences)
            {
                var syntax = declaration.GetSyntax(_cancellationToken);
                if (uses.References.Any(reference => reference.SyntaxTree == syntax.SyntaxTree && syntax.Span.Contains(reference.Span)))
                    return true;
            }
        }

        return false;
    }

    private bool WriteReturns(List<IMethodSymbol> members, ClosedFlag flag, List<MemberGuard> guards)
    {
        var style = _writer.Style;
        var interlocked = TypeName.Of(_writer.Features.Types.Interlocked!);
        for (var index = 0; index < members.Count; index++)
        {
            var (symbol, guard) = (members[index], guards[index]);
            Remove(guard.Superfluous);
            if (guard.Test is { } test)
            {
                var claim = guard.TestLeaves ? flag.WasTaken(interlocked, style) : flag.WasFree(interlocked, style);
                _writer.Edit.Replace(test, _ => claim.WithTriviaFrom(test));
                continue;
            }

            _writer.Edit.ThenMember(guard.Member, member => new[]
            {
                _bodies.Prepend(member, symbol, _bodies.ReturnIf(flag.WasTaken(interlocked, style), member, symbol)),
            });
        }

        AddField(flag);
        return true;
    }

    private bool TryWriteAwaits(List<IMethodSymbol> members, IMethodSymbol closeMember, string? guardMember)
    {
        if (closeMember.ReturnsVoid || !members.Contains(closeMember, SymbolEqualityComparer.Default) || _writer.Features.Types.TaskCompletionSourceOfT is null)
            return false;

        var syntax = _writer.Members.Syntax(closeMember)!;
        var releases = new ReleaseStatements(_writer.Features, _writer.Style, _model.Compilation, _writer.Type);
        if (!AsyncConversion.TryPlan(syntax, _model, _writer.Features, releases, _writer.Edit))
            return false;

        var flag = ChooseFlag(members, guardMember, GuardStyle.Awaits, out var guards);
        var style = _writer.Style;
        var interlocked = TypeName.Of(_writer.Features.Types.Interlocked!);
        var shared = new SharedClose(_writer);
        for (var index = 0; index < members.Count; index++)
        {
            var symbol = members[index];
            Remove(guards[index].Superfluous);
            if (SymbolEqualityComparer.Default.Equals(symbol, closeMember))
                _writer.Edit.ThenMember(syntax, member => Share(member, symbol, shared, releases, flag.WasFree(interlocked, style)));
            else
                _writer.Edit.ThenMember(guards[index].Member, member => new[] { Complete(member, symbol, shared, flag.WasTaken(interlocked, style)) });
        }

        _writer.Edit.Then(type => FieldPlacement.Add(type, shared.Source(), style));
        AddField(flag);
        return true;
    }

    private MemberDeclarationSyntax[] Share(MethodDeclarationSyntax member, IMethodSymbol symbol, SharedClose shared, ReleaseStatements releases, ExpressionSyntax isFirst)
    {
        var close = AsyncConversion.BlockOf(member, symbol, _model, _writer.Features, releases, _bodies);
        var awaits = close.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(AsyncConversion.IsAwait);
        var entry = _bodies.WithBlock(member, symbol);
        entry = entry
            .WithModifiers(TokenList(entry.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))))
            .WithBody(Block(shared.Body(isFirst, symbol.ReturnType)).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation));
        return new MemberDeclarationSyntax[] { entry, awaits ? shared.Method(close) : shared.SynchronousMethod(close) };
    }

    private MethodDeclarationSyntax Complete(MethodDeclarationSyntax member, IMethodSymbol symbol, SharedClose shared, ExpressionSyntax isSecond)
    {
        member = _bodies.WithBlock(member, symbol);
        var body = Block(shared.Completing(member.Body!.Statements)).WithAdditionalAnnotations(Formatter.Annotation);
        return _bodies.Prepend(member.WithBody(body.WithTrailingTrivia(member.Body.GetTrailingTrivia())), symbol, _bodies.ReturnIf(isSecond, member, symbol));
    }

    private void Remove(IEnumerable<StatementSyntax> statements)
    {
        foreach (var statement in statements)
            _writer.Edit.Remove(statement);
    }

    private void AddField(ClosedFlag flag)
    {
        if (flag.Existing is null)
            _writer.Edit.Then(type => FieldPlacement.Add(type, new MemberText(_writer.Style).Field($"int {flag.Name};"), _writer.Style));
    }
}
