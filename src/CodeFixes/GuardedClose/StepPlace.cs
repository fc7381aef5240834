using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Where in an existing close member a further step goes: inside its guard, inside <c>if (disposing)</c>, after the
/// releases that are there, before what has to come last.
/// </summary>
internal sealed class StepPlace
{
    private readonly MethodDeclarationSyntax _member;
    private readonly SemanticModel _model;
    private readonly StatementSyntax? _lastTask;
    private BlockSyntax? _block;
    private IfStatementSyntax? _unbraced;
    private bool _isDisposing;
    private bool _isGuarded;

    private StepPlace(MethodDeclarationSyntax member, SemanticModel model, StatementSyntax? lastTask)
    {
        _member = member;
        _model = model;
        _lastTask = lastTask;
        _block = member.Body;
    }

    /// <summary>True when the steps come before work that is there, because that may leave early.</summary>
    public bool IsBeforeWork => _unbraced is null && _block is { } block && Work(block) is { Count: > 0 } work && MayLeaveEarly(work);

    /// <summary>Finds the place; null when there is none where the steps can stand.</summary>
    /// <param name="member">The close member, or the method that does its work.</param>
    /// <param name="model">The model of the document.</param>
    /// <param name="lastTask">The last statement when it hands back a task that is going to be awaited there.</param>
    /// <param name="awaits">Whether anything is awaited in the member afterwards.</param>
    public static StepPlace? TryFind(MethodDeclarationSyntax member, SemanticModel model, StatementSyntax? lastTask, bool awaits)
    {
        var place = Find(member, model, lastTask);
        var isLocked = place._block is { } block && block.Ancestors().TakeWhile(node => node != member).Any(node => node is LockStatementSyntax);
        return isLocked && awaits ? null : place;
    }

    /// <summary>True when the member looks at a state before it works.</summary>
    public static bool IsGuarded(MethodDeclarationSyntax? member, SemanticModel model)
    {
        return member is not null && (Find(member, model, lastTask: null)._isGuarded || KeepsTask(member));
    }

    /// <summary>True for <c>_closing ??= CloseAsync()</c> and a task that is kept by <c>CompareExchange</c> or a lazy value.</summary>
    private static bool KeepsTask(MethodDeclarationSyntax member)
    {
        return member.DescendantNodes().Any(node => node
            is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }
            or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Interlocked.CompareExchange) } });
    }

    private static StepPlace Find(MethodDeclarationSyntax member, SemanticModel model, StatementSyntax? lastTask)
    {
        var place = new StepPlace(member, model, lastTask);
        while (place._block is { } block && place.Enter(block))
        {
        }

        return place;
    }

    /// <summary>Plans the insertion of statements.</summary>
    public void Insert(IReadOnlyList<StatementSyntax> statements, IMethodSymbol symbol, GuardStatements bodies, FailingReleases failing, FileStyle style, TypeEdit edit)
    {
        var disposing = symbol.Parameters.Length == 1 && !_isDisposing ? symbol.Parameters[0].Name : null;
        var added = disposing is null
            ? statements
            : new[] { Disposing(disposing, statements, style) };

        if (_unbraced is not null)
        {
            var wasFailing = failing.MayThrow(new[] { _unbraced.Statement }, _model);
            edit.Replace(_unbraced, node => Braced((IfStatementSyntax)node, wasFailing ? statement => new[] { failing.Always(new[] { statement }, added) } : statement => added.Prepend(statement)));
            return;
        }

        if (_block is null)
        {
            var arrowFails = _member.ExpressionBody is { Expression: var expression } && failing.MayThrow(expression, _model);
            edit.ThenMember(_member, member => new[] { InsertIntoArrow(bodies.WithBlock(member, symbol), added, arrowFails ? failing : null) });
            return;
        }

        var (before, after) = Neighbours(_block);
        var block = edit.Track(_block);
        var first = before is null ? null : edit.Track(before);
        var second = after is null ? null : edit.Track(after);
        var work = Work(_block);
        var mayFail = work.Count > 0 && !MayLeaveEarly(work) && failing.MayThrow(work, _model) && !SharesLocals(work, _block);
        var start = mayFail ? edit.Track(work[0]) : null;
        edit.ThenMember(_member, member =>
        {
            var target = TypeEdit.Find<BlockSyntax>(member, block);
            var list = target.Statements;
            var next = second is null ? null : list.FirstOrDefault(statement => statement.HasAnnotation(second));
            var previous = first is null ? null : list.FirstOrDefault(statement => statement.HasAnnotation(first));
            var index = next is not null ? list.IndexOf(next) : previous is not null ? list.IndexOf(previous) + 1 : list.Count;
            if (start is not null && list.FirstOrDefault(statement => statement.HasAnnotation(start)) is { } begin)
            {
                var from = list.IndexOf(begin);
                var guarded = failing.Always(list.Skip(from).Take(index - from).ToList(), added);
                return new[] { member.ReplaceNode(target, target.WithStatements(List(list.Take(from).Append(guarded).Concat(list.Skip(index))))) };
            }

            var parted = index > 0 && list[index - 1] is IfStatementSyntax check && Leaves(check.Statement) ? added.Skip(1).Prepend(bodies.AfterEmptyLine(added[0])) : added;
            return new[] { member.ReplaceNode(target, target.WithStatements(list.InsertRange(index, parted))) };
        });
    }

    private bool Enter(BlockSyntax block)
    {
        var work = Work(block);
        _isGuarded |= block.Statements.TakeWhile(IsHead).Any(statement => statement is IfStatementSyntax or LockStatementSyntax);
        foreach (var statement in work)
        {
            if (statement is not IfStatementSyntax { Else: null } conditional || Leaves(conditional.Statement))
                continue;

            var operands = Operands(conditional.Condition);
            var hasDisposing = operands.Any(IsDisposing);
            var isOwnCondition = operands.All(operand => IsDisposing(operand) || statement == work[work.Count - 1] && IsGuardTest(operand));
            if (!isOwnCondition)
                continue;

            _isDisposing |= hasDisposing;
            _isGuarded |= operands.Any(operand => !IsDisposing(operand));
            if (conditional.Statement is BlockSyntax inner)
            {
                _block = inner;
                return true;
            }

            _unbraced = conditional;
            return false;
        }

        var next = work.Count == 0 ? null : work[work.Count - 1] switch
        {
            TryStatementSyntax { Finally: null } => null,
            TryStatementSyntax attempt when HasReturn(attempt.Block) => attempt.Block,
            TryStatementSyntax attempt => attempt.Finally!.Block,
            LockStatementSyntax { Statement: BlockSyntax inner } when !HasReturn(inner) => inner,
            _ => null,
        };

        _block = next ?? _block;
        return next is not null;
    }

    /// <summary>The statements of a block between its guard and what has to come last.</summary>
    private List<StatementSyntax> Work(BlockSyntax block)
    {
        var work = block.Statements.ToList();
        while (work.Count > 0 && IsHead(work[0]))
            work.RemoveAt(0);

        while (work.Count > 0 && IsTail(work[work.Count - 1]))
            work.RemoveAt(work.Count - 1);

        return work;
    }

    /// <summary>The statements that the new ones go between.</summary>
    private (StatementSyntax? Before, StatementSyntax? After) Neighbours(BlockSyntax block)
    {
        var work = Work(block);
        var all = block.Statements;
        var index = work.Count == 0 ? all.TakeWhile(IsHead).Count()
            : MayLeaveEarly(work) ? all.IndexOf(work[0])
            : all.IndexOf(work[work.Count - 1]) + 1;
        return (index > 0 ? all[index - 1] : null, index < all.Count ? all[index] : null);
    }

    private bool MayLeaveEarly(List<StatementSyntax> work)
    {
        return work.Any(statement => statement != _lastTask && HasReturn(statement));
    }

    private bool IsHead(StatementSyntax statement)
    {
        return statement switch
        {
            LocalFunctionStatementSyntax => true,
            IfStatementSyntax conditional => Leaves(conditional.Statement) && Operands(conditional.Condition).All(IsGuardTest),
            LockStatementSyntax { Statement: BlockSyntax block } => block.Statements.All(IsHead),
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => IsState(assignment.Left) && _model.GetConstantValue(assignment.Right).HasValue,
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => IsInterlocked(call),
            _ => false,
        };
    }

    private bool IsTail(StatementSyntax statement)
    {
        return statement switch
        {
            ReturnStatementSyntax => statement != _lastTask,
            LocalFunctionStatementSyntax => true,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => IsState(assignment.Left),
            ExpressionStatementSyntax expression => expression.DescendantNodes().Any(node => node is BaseExpressionSyntax)
                || expression.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(GC.SuppressFinalize) } },
            _ => false,
        };
    }

    private bool IsGuardTest(ExpressionSyntax operand)
    {
        switch (operand)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return IsGuardTest(parenthesized.Expression);
            case PrefixUnaryExpressionSyntax negation:
                return IsGuardTest(negation.Operand);
            case BinaryExpressionSyntax comparison:
                return IsGuardTest(comparison.Left) && _model.GetConstantValue(comparison.Right) is { HasValue: true, Value: not null };
            case IsPatternExpressionSyntax pattern:
                return IsGuardTest(pattern.Expression) && pattern.Pattern is ConstantPatternSyntax;
            case InvocationExpressionSyntax call:
                return IsInterlocked(call) || _model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean };
            default:
                return IsState(operand) || _model.GetSymbolInfo(operand).Symbol is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean };
        }
    }

    private bool IsState(ExpressionSyntax expression)
    {
        var type = _model.GetSymbolInfo(expression).Symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

        return type is { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 } or { TypeKind: TypeKind.Enum };
    }

    private bool IsInterlocked(InvocationExpressionSyntax call)
    {
        return call.ArgumentList.Arguments.Any(argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) && IsState(argument.Expression));
    }

    private bool IsDisposing(ExpressionSyntax operand)
    {
        return _model.GetSymbolInfo(operand).Symbol is IParameterSymbol { Type.SpecialType: SpecialType.System_Boolean };
    }

    private static List<ExpressionSyntax> Operands(ExpressionSyntax condition)
    {
        var operands = new List<ExpressionSyntax>();
        var open = new Stack<ExpressionSyntax>();
        open.Push(condition);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } joined:
                    open.Push(joined.Left);
                    open.Push(joined.Right);
                    break;
                case var operand:
                    operands.Add(operand);
                    break;
            }
        }

        return operands;
    }

    private static bool Leaves(StatementSyntax statement)
    {
        return (statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement) is ReturnStatementSyntax;
    }

    private static bool HasReturn(StatementSyntax statement)
    {
        return statement
            .DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node is ReturnStatementSyntax);
    }

    /// <summary>True when what comes after the work uses a local of it.</summary>
    private static bool SharesLocals(List<StatementSyntax> work, BlockSyntax block)
    {
        var declared = work.OfType<LocalDeclarationStatementSyntax>()
            .SelectMany(static declaration => declaration.Declaration.Variables)
            .Select(static variable => variable.Identifier.ValueText)
            .Concat(work.SelectMany(static statement => statement.DescendantNodes()).OfType<SingleVariableDesignationSyntax>().Select(static designation => designation.Identifier.ValueText))
            .ToList();
        return declared.Count > 0 && block.Statements
            .SkipWhile(statement => statement != work[work.Count - 1])
            .Skip(1)
            .SelectMany(static statement => statement.DescendantNodes())
            .OfType<IdentifierNameSyntax>()
            .Any(name => declared.Contains(name.Identifier.ValueText));
    }

    private static MethodDeclarationSyntax InsertIntoArrow(MethodDeclarationSyntax member, IReadOnlyList<StatementSyntax> statements, FailingReleases? failing)
    {
        var index = member.Body!.Statements.LastOrDefault() is ReturnStatementSyntax ? member.Body.Statements.Count - 1 : member.Body.Statements.Count;
        var all = member.Body.Statements;
        return member.WithBody(member.Body.WithStatements(failing is null || index == 0
            ? all.InsertRange(index, statements)
            : List(all.Skip(index).Prepend(failing.Always(all.Take(index).ToList(), statements)))));
    }

    private static IfStatementSyntax Braced(IfStatementSyntax conditional, Func<StatementSyntax, IEnumerable<StatementSyntax>> release)
    {
        var block = Block(release(conditional.Statement))
            .WithTrailingTrivia(conditional.Statement.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
        return conditional.WithStatement(block);
    }

    private static StatementSyntax Disposing(string parameter, IReadOnlyList<StatementSyntax> statements, FileStyle style)
    {
        var body = statements.Count == 1 && statements[0] is not TryStatementSyntax ? statements[0] : Block(statements);
        return style.If(IdentifierName(parameter), body).WithTrailingTrivia(EndOfLine(style.NewLine));
    }
}
