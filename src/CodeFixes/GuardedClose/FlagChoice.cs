using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Which flag some members claim, and what each of them does with it today.</summary>
/// <param name="Flag">The flag to claim.</param>
/// <param name="Guards">The members, in the order they were given.</param>
/// <param name="KeepsState">
/// True when the flag is new and stands in for a closed state that cannot be claimed (a property, a field that others
/// share): the state is still set, right after the claim.
/// </param>
internal sealed record FlagChoice(ClosedFlag Flag, List<MemberGuard> Guards, bool KeepsState)
{
    /// <summary>The type's own flag where every member can claim it first; null when there is none.</summary>
    public static FlagChoice? Existing(GuardedCloseWriter writer, SemanticModel model, List<IMethodSymbol> members, string? guardMember, GuardStyle style, CancellationToken cancellationToken)
    {
        foreach (var candidate in Candidates(writer, model, members, guardMember, cancellationToken))
        {
            if (candidate is IFieldSymbol { IsReadOnly: false } field && Read(writer, model, members, field, cancellationToken) is { } read)
            {
                if ((style == GuardStyle.Returns || read.Guards.All(guard => guard.TryDropTest())) && ToClaim(writer, field, read.Uses, read.Guards) is { } flag)
                    return new FlagChoice(flag, read.Guards, KeepsState: false);
            }
        }

        return null;
    }

    /// <summary>A new flag; it takes the place of the checks of a state that cannot be claimed itself.</summary>
    public static FlagChoice New(GuardedCloseWriter writer, SemanticModel model, List<IMethodSymbol> members, string? guardMember, CancellationToken cancellationToken)
    {
        var prefix = writer.Style.FieldPrefix;
        var flag = new ClosedFlag(writer.FreeName(prefix + "disposed", prefix + "disposeStarted"), ClosedFlag.Number(1), Existing: null);
        foreach (var candidate in Candidates(writer, model, members, guardMember, cancellationToken))
        {
            if (Read(writer, model, members, candidate, cancellationToken) is { } read && read.Guards.All(guard => guard.TryDropTest()))
                return new FlagChoice(flag, read.Guards, KeepsState: true);
        }

        return new FlagChoice(flag, members.ConvertAll(member => MemberGuard.Without(writer.Members.Syntax(member)!)), KeepsState: false);
    }

    /// <summary>
    /// Makes sure that the guard takes the place of what a rule found wrong with the one that is there; false when that
    /// would stay as it is and still turn the first caller away.
    /// </summary>
    public bool Answers(SyntaxNode fault)
    {
        if (Guards.Find(candidate => candidate.Member.Span.Contains(fault.Span)) is not { } guard)
            return false;

        var isReplaced = guard.Test?.Span.Contains(fault.Span) == true
            || guard.Checks.Concat(guard.Claims).Any(statement => statement.Span.Contains(fault.Span));
        if (isReplaced)
            return true;

        var isCondition = fault.Ancestors().OfType<IfStatementSyntax>().FirstOrDefault()?.Condition.Span.Contains(fault.Span) == true;
        return Flag.Existing is null && (!isCondition || fault is ExpressionSyntax condition && guard.TryTakeTest(condition));
    }

    /// <summary>The state that the rule named, else what the members set or test as one.</summary>
    private static IEnumerable<ISymbol> Candidates(GuardedCloseWriter writer, SemanticModel model, List<IMethodSymbol> members, string? guardMember, CancellationToken cancellationToken)
    {
        if (guardMember is not null)
            return writer.Type.GetMembers(guardMember).Where(IsFlag);

        var found = new List<ISymbol>();
        foreach (var member in members)
        {
            foreach (var name in writer.Members.Syntax(member)!.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                var isTouched = name.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax or LocalDeclarationStatementSyntax
                    || name.Ancestors().OfType<IfStatementSyntax>().FirstOrDefault()?.Condition.Span.Contains(name.Span) == true;
                if (isTouched
                    && model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol
                    && IsFlag(symbol)
                    && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, writer.Type)
                    && !found.Contains(symbol, SymbolEqualityComparer.Default))
                {
                    found.Add(symbol);
                }
            }
        }

        return found;
    }

    private static bool IsFlag(ISymbol symbol)
    {
        return !symbol.IsStatic && symbol
            is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 }
            or IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean, SetMethod: not null };
    }

    /// <summary>
    /// What the members do with the state; null when it is no closed state (somebody else takes it too, nobody here
    /// does), or when a claim at the head would break what a member, or something that it calls, does with it.
    /// </summary>
    private static (FlagUses Uses, List<MemberGuard> Guards)? Read(GuardedCloseWriter writer, SemanticModel model, List<IMethodSymbol> members, ISymbol state, CancellationToken cancellationToken)
    {
        var uses = FlagUses.Collect(state, model, writer.Features.Types, cancellationToken);
        var guards = new List<MemberGuard>();
        foreach (var member in members)
        {
            if (IsUsedBelow(writer, member, uses, cancellationToken) || MemberGuard.TryRead(writer.Members.Syntax(member)!, uses) is not { } guard)
                return null;

            guards.Add(guard);
        }

        // A condition alone says nothing: "if (_leaveOpen) return;" is no closed state. Somebody has to set it here, or nobody anywhere.
        var isSetHere = guards.Any(guard => guard.Claims.Count > 0);
        var isChecked = guards.Any(guard => guard.Test is not null || guard.Checks.Count > 0);
        var handled = new HashSet<SyntaxNode>(guards.SelectMany(guard => guard.Handled));
        var isNeverSet = uses.AreAllHere && state is IFieldSymbol { IsReadOnly: false } && uses.References.All(reference => handled.Contains(reference) || uses.WrittenValue(reference) is null);
        var isState = isSetHere && (isChecked || uses.AreAllHere) || isChecked && isNeverSet;
        return isState && uses.StartsFree(cancellationToken) && uses.References.All(reference => handled.Contains(reference) || uses.ReadsOrResets(reference))
            ? (uses, guards)
            : null;
    }

    private static ClosedFlag? ToClaim(GuardedCloseWriter writer, IFieldSymbol field, FlagUses uses, List<MemberGuard> guards)
    {
        switch (field.Type.SpecialType)
        {
            case SpecialType.System_Int32 or SpecialType.System_Int64:
                var written = uses.References.Where(uses.Takes).Select(uses.WrittenValue).FirstOrDefault();
                return new ClosedFlag(field.Name, written?.WithoutTrivia() ?? ClosedFlag.Number(1), field);

            case SpecialType.System_Boolean when writer.Features.ExchangeTakesAnyPrimitive:
                return new ClosedFlag(field.Name, LiteralExpression(SyntaxKind.TrueLiteralExpression), field);

            case SpecialType.System_Boolean when FlagConversion.TryPlan(uses, writer.Edit, new HashSet<SyntaxNode>(guards.SelectMany(guard => guard.Handled))):
                return new ClosedFlag(field.Name, ClosedFlag.Number(1), field);

            default:
                return null;
        }
    }

    /// <summary>True when something that the member calls looks at the state: set first, it would turn that call away.</summary>
    private static bool IsUsedBelow(GuardedCloseWriter writer, IMethodSymbol member, FlagUses uses, CancellationToken cancellationToken)
    {
        foreach (var reached in writer.Members.ReachableFrom(member, cancellationToken))
        {
            if (SymbolEqualityComparer.Default.Equals(reached, member) || reached is not IMethodSymbol)
                continue;

            foreach (var declaration in reached.DeclaringSyntaxReferences)
            {
                var syntax = declaration.GetSyntax(cancellationToken);
                if (uses.References.Concat(uses.Aliases).Any(reference => reference.SyntaxTree == syntax.SyntaxTree && syntax.Span.Contains(reference.Span)))
                    return true;
            }
        }

        return false;
    }
}
