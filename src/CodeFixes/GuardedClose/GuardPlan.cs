using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Decides which members claim which flag so that existing close members release once, and plans the edits.</summary>
internal sealed class GuardPlan
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;

    private GuardPlan(GuardedCloseWriter writer, SemanticModel model, CancellationToken cancellationToken)
    {
        _writer = writer;
        _model = model;
        _cancellationToken = cancellationToken;
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

        var flag = plan.ChooseFlag(members, guardMember, out var guards);
        return style == GuardStyle.Returns && plan.Write(members, guards, flag);
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

    private static bool IsEmpty(MethodDeclarationSyntax member)
    {
        return member.Body is { Statements.Count: 0 };
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
    private ClosedFlag ChooseFlag(List<IMethodSymbol> members, string? guardMember, out List<MemberGuard> guards)
    {
        foreach (var candidate in Candidates(members, guardMember))
        {
            if (TryUse(candidate, members, out guards) is { } flag)
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

    private ClosedFlag? TryUse(IFieldSymbol field, List<IMethodSymbol> members, out List<MemberGuard> guards)
    {
        guards = new List<MemberGuard>();
        if (field.IsStatic || field.IsReadOnly || field.IsConst)
            return null;

        var uses = FlagUses.Collect(field, _model, _writer.Features.Types, _cancellationToken);
        foreach (var member in members)
        {
            if (IsUsedBelow(member, uses) || MemberGuard.TryRead(_writer.Members.Syntax(member)!, uses, _model) is not { } guard)
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

    private bool Write(List<IMethodSymbol> members, List<MemberGuard> guards, ClosedFlag flag)
    {
        var edit = _writer.Edit;
        var style = _writer.Style;
        var statements = new GuardStatements(_writer.Features, style);
        var interlocked = TypeName.Of(_writer.Features.Types.Interlocked!);
        for (var index = 0; index < members.Count; index++)
        {
            var (symbol, guard) = (members[index], guards[index]);
            foreach (var statement in guard.Superfluous)
                edit.Remove(statement);

            if (guard.Test is { } test)
            {
                var claim = guard.TestLeaves ? flag.WasTaken(interlocked, style) : flag.WasFree(interlocked, style);
                edit.Replace(test, _ => claim.WithTriviaFrom(test));
                continue;
            }

            edit.ThenMember(guard.Member, member => new[]
            {
                statements.Prepend(member, symbol, statements.ReturnIf(flag.WasTaken(interlocked, style), member, symbol)),
            });
        }

        if (flag.Existing is null)
            edit.Then(type => FieldPlacement.Add(type, NewField(flag.Name, PredefinedType(Token(SyntaxKind.IntKeyword))), style));

        return true;
    }

    private FieldDeclarationSyntax NewField(string name, TypeSyntax type)
    {
        return FieldDeclaration(VariableDeclaration(type, SingletonSeparatedList(VariableDeclarator(name))))
            .WithModifiers(_writer.Style.WritesPrivate ? TokenList(Token(SyntaxKind.PrivateKeyword)) : default);
    }
}
