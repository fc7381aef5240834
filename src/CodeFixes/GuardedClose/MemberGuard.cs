using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// What one close member does with a flag today: the check at its head that a claim can take the place of, and the
/// checks and claims that are of no use once the member claims the flag first.
/// </summary>
internal sealed class MemberGuard
{
    private readonly FlagUses? _uses;

    private MemberGuard(MethodDeclarationSyntax member, FlagUses? uses)
    {
        Member = member;
        _uses = uses;
    }

    public MethodDeclarationSyntax Member { get; }

    /// <summary>The expression at the head of the member that tests the flag; null when there is none.</summary>
    public ExpressionSyntax? Test { get; private set; }

    /// <summary>True when <see cref="Test"/> lets a second caller leave, false when it lets the first one in.</summary>
    public bool TestLeaves { get; private set; }

    /// <summary>Later checks of the flag: statements to remove.</summary>
    public List<StatementSyntax> Checks { get; } = new();

    /// <summary>The statements that set the flag and do nothing else.</summary>
    public List<StatementSyntax> Claims { get; } = new();

    /// <summary>The accesses to the flag that go with <see cref="Test"/>, <see cref="Checks"/> and <see cref="Claims"/>.</summary>
    public HashSet<SyntaxNode> Handled { get; } = new();

    /// <summary>A member that has to do with no flag yet.</summary>
    public static MemberGuard Without(MethodDeclarationSyntax member)
    {
        return new MemberGuard(member, uses: null);
    }

    /// <summary>Reads what the member does with the flag; null when it uses it in a way that a claim at its head would break.</summary>
    public static MemberGuard? TryRead(MethodDeclarationSyntax member, FlagUses uses)
    {
        var guard = new MemberGuard(member, uses);
        foreach (var reference in uses.References.Concat(uses.Aliases).OrderBy(reference => reference.SpanStart))
        {
            if (member.Span.Contains(reference.Span) && !guard.TryAdd(reference))
                return null;
        }

        return guard;
    }

    /// <summary>
    /// Takes a condition at the head of the member for the check, though it tests no flag but something that closing
    /// never changes; false when it does not stand where a check stands.
    /// </summary>
    public bool TryTakeTest(ExpressionSyntax condition)
    {
        return Test is null && TryAddTest(TestAround(condition)) && Test is not null;
    }

    /// <summary>Makes the check at the head one more statement to remove; false when it is more than that check.</summary>
    public bool TryDropTest()
    {
        if (Test is null)
            return true;

        if (!TestLeaves || Test.Parent is not IfStatementSyntax { Parent: BlockSyntax } check)
            return false;

        Checks.Add(check);
        Test = null;
        return true;
    }

    private bool TryAdd(ExpressionSyntax reference)
    {
        if (reference is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax })
            return false;

        if (IsInNestedFunction(reference))
            return _uses!.ReadsOrResets(reference) && _uses.WrittenValue(reference) is not null;

        if (ClaimStatement(reference) is { } claim)
        {
            if (claim.Parent is not BlockSyntax)
                return false;

            Claims.Add(claim);
            Handled.Add(reference);
            return true;
        }

        // A flag that is set back is claimed anew by the next call; only a close that failed may be meant to run again.
        if (_uses!.WrittenValue(reference) is not null && reference.Parent is AssignmentExpressionSyntax)
            return _uses.ReadsOrResets(reference) && reference.FirstAncestorOrSelf<CatchClauseSyntax>() is not null;

        if (!TryAddTest(TestAround(reference)))
            return false;

        Handled.Add(reference);
        return true;
    }

    private bool TryAddTest(ExpressionSyntax test)
    {
        ExpressionSyntax condition = test;
        while (condition.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression })
            condition = (ExpressionSyntax)condition.Parent;

        if (condition.Parent is not IfStatementSyntax { Else: null } check || check.Condition != condition)
            return false;

        var leaves = Leaves(check.Statement);
        if (Test is null && IsAtHead(check) && (leaves ? IsJoinedOnlyBy(test, condition, SyntaxKind.LogicalOrExpression) : IsWholeWork(check) && IsJoinedOnlyBy(test, condition, SyntaxKind.LogicalAndExpression)))
        {
            Test = test;
            TestLeaves = leaves;
            return true;
        }

        if (!leaves || condition != test || check.Parent is not BlockSyntax)
            return false;

        Checks.Add(check);
        return true;
    }

    /// <summary>The smallest condition around an access: <c>!_d</c>, <c>_d == 1</c>, <c>Volatile.Read(ref _d) != 0</c>, <c>_d is true</c>.</summary>
    private static ExpressionSyntax TestAround(ExpressionSyntax reference)
    {
        ExpressionSyntax test = reference;
        if (reference.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Parent.Parent: InvocationExpressionSyntax call })
            test = call;

        while (true)
        {
            switch (test.Parent)
            {
                case PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression):
                case BinaryExpressionSyntax comparison when !comparison.IsKind(SyntaxKind.LogicalOrExpression) && !comparison.IsKind(SyntaxKind.LogicalAndExpression):
                case IsPatternExpressionSyntax:
                    test = (ExpressionSyntax)test.Parent;
                    break;
                case ParenthesizedExpressionSyntax { Parent: PrefixUnaryExpressionSyntax or BinaryExpressionSyntax { RawKind: not (int)SyntaxKind.LogicalOrExpression and not (int)SyntaxKind.LogicalAndExpression } } parenthesized:
                    test = parenthesized;
                    break;
                default:
                    return test;
            }
        }
    }

    /// <summary>The statement that sets the flag and does nothing else; null when the access is none or its result is used.</summary>
    private StatementSyntax? ClaimStatement(ExpressionSyntax reference)
    {
        if (!_uses!.Takes(reference))
            return null;

        var claim = (ExpressionSyntax?)(reference.Parent as AssignmentExpressionSyntax) ?? (ExpressionSyntax)reference.Parent!.Parent!.Parent!;
        return claim.Parent switch
        {
            ExpressionStatementSyntax statement => statement,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } variable }
                when IsNeverRead(variable) => statement,
            _ => null,
        };
    }

    private bool IsNeverRead(VariableDeclaratorSyntax variable)
    {
        return !Member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Identifier.ValueText);
    }

    private bool IsInNestedFunction(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null && current != Member; current = current.Parent)
        {
            if (current is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                return true;
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement)
    {
        var last = statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement;
        return last is ReturnStatementSyntax;
    }

    /// <summary>True when nothing is done before the check: at most locals are declared, a lock is taken or a try entered.</summary>
    private bool IsAtHead(IfStatementSyntax check)
    {
        StatementSyntax current = check;
        while (current.Parent is BlockSyntax block)
        {
            foreach (var earlier in block.Statements)
            {
                if (earlier == current)
                    break;

                if (!Claims.Contains(earlier) && !Checks.Contains(earlier) && DoesWork(earlier))
                    return false;
            }

            if (block == Member.Body)
                return true;

            if (block.Parent is not (LockStatementSyntax or TryStatementSyntax))
                return false;

            current = (StatementSyntax)block.Parent;
        }

        return false;
    }

    /// <summary>True when after the guarded block only what may well run twice follows: the collector is told, the member returns.</summary>
    private bool IsWholeWork(IfStatementSyntax check)
    {
        if (check.Parent is not BlockSyntax block)
            return false;

        for (var index = block.Statements.IndexOf(check) + 1; index < block.Statements.Count; index++)
        {
            var later = block.Statements[index];
            var isHarmless = later is ReturnStatementSyntax or EmptyStatementSyntax
                || later.DescendantNodes().OfType<BaseExpressionSyntax>().Any()
                || later is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(GC.SuppressFinalize) } } };
            if (!isHarmless)
                return false;
        }

        return true;
    }

    private static bool DoesWork(StatementSyntax statement)
    {
        return statement is not LocalFunctionStatementSyntax
            && statement.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax);
    }

    private static bool IsJoinedOnlyBy(ExpressionSyntax test, ExpressionSyntax condition, SyntaxKind join)
    {
        for (SyntaxNode node = test; node != condition; node = node.Parent!)
        {
            if (node.Parent is BinaryExpressionSyntax && !node.Parent.IsKind(join))
                return false;
        }

        return true;
    }
}
