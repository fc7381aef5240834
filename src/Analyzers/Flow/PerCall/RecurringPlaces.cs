using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.PerCall;

/// <summary>
/// Says how often a place runs. A function runs at each of its calls, and nobody knows how many there are, but for those
/// that the program runs once: its entry point, static constructors, hosted services, and what only these call, once.
/// </summary>
internal sealed class RecurringPlaces
{
    /// <summary>How many calls a chain that starts at the entry point is followed through.</summary>
    private const int MaximumDepth = 4;

    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public RecurringPlaces(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>How often an operation of the body of a member runs.</summary>
    public Recurrence Of(IOperation place, ISymbol owner)
    {
        return Of(place, owner, MaximumDepth);
    }

    private Recurrence Of(IOperation place, ISymbol owner, int depth)
    {
        var inner = place;
        for (var outer = place.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            switch (outer)
            {
                case ILoopOperation loop when IsRepeated(loop, inner):
                    return Recurrence.EachTurn;
                case IAnonymousFunctionOperation lambda:
                    return OfLambda(lambda, owner, depth);
                case ILocalFunctionOperation function:
                    return OfLocalFunction(function, inner, owner, depth);
            }
        }

        return owner is IMethodSymbol method ? OfMethod(method, depth) : Recurrence.Once;
    }

    /// <summary>What a loop starts with, and what it runs over, is evaluated before its first turn.</summary>
    private static bool IsRepeated(ILoopOperation loop, IOperation part)
    {
        return loop switch
        {
            IForEachLoopOperation each => part != each.Collection,
            IForLoopOperation counted => !counted.Before.Contains(part),
            _ => true,
        };
    }

    /// <summary>A lambda that is started on the spot runs as often as its place; any other whenever its holder likes.</summary>
    private Recurrence OfLambda(IAnonymousFunctionOperation lambda, ISymbol owner, int depth)
    {
        IOperation value = lambda;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            value = value.Parent;

        var called = (value.Parent as IArgumentOperation)?.Parent as IInvocationOperation;
        if (called is not null && _scope.Recurring.RunsForEach(called.TargetMethod))
            return Recurrence.EachTurn;

        var around = Of(value, owner, depth);
        if (around != Recurrence.Once)
            return around == Recurrence.EachTurn && called is null ? Recurrence.EachCall : around;

        return called is not null && _scope.Recurring.RunsForRequests(called.TargetMethod) ? Recurrence.EachCall : Recurrence.Once;
    }

    /// <summary>A local function that is called in one place runs as often as that place.</summary>
    private Recurrence OfLocalFunction(ILocalFunctionOperation function, IOperation within, ISymbol owner, int depth)
    {
        IOperation root = function;
        while (root.Parent is { } parent)
            root = parent;

        IOperation? only = null;
        foreach (var operation in OperationOrder.ChildrenFirst(root))
        {
            var used = operation switch
            {
                IInvocationOperation call => call.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                _ => null,
            };
            if (used is null || !SymbolEqualityComparer.Default.Equals(used.OriginalDefinition, function.Symbol.OriginalDefinition))
                continue;

            if (only is not null || operation is IMethodReferenceOperation || IsWithin(operation, within))
                return Recurrence.EachCall;

            only = operation;
        }

        return only is null || depth == 0 ? Recurrence.Once : Of(only, owner, depth - 1);
    }

    private static bool IsWithin(IOperation operation, IOperation body)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
        {
            if (current == body)
                return true;
        }

        return false;
    }

    private Recurrence OfMethod(IMethodSymbol method, int depth)
    {
        if (method.IsEntryPoint() || method.MethodKind == MethodKind.StaticConstructor || StartsService(method))
            return Recurrence.Once;

        return IsCalledOnce(method, depth) ? Recurrence.Once : Recurrence.EachCall;
    }

    private bool StartsService(IMethodSymbol method)
    {
        var types = _scope.Types;
        if (method.ContainingType is not { } type || !type.Implements(types.IHostedService))
            return false;

        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (types.BackgroundService is { } service && SymbolEqualityComparer.Default.Equals(current.ContainingType, service))
                return true;
        }

        foreach (var member in types.IHostedService!.GetMembers())
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                return true;
        }

        return false;
    }

    /// <summary>True for a method of a program that is called in one place of the source, which itself runs once.</summary>
    private bool IsCalledOnce(IMethodSymbol method, int depth)
    {
        if (depth == 0 || method.MethodKind != MethodKind.Ordinary || _scope.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication))
            return false;

        IOperation? only = null;
        foreach (var place in _scope.Uses.CallsOf(method, _cancellationToken))
        {
            if (_scope.Bodies.TryBind(place, _cancellationToken) is not IInvocationOperation call
                || !SymbolEqualityComparer.Default.Equals((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition, method.OriginalDefinition))
            {
                continue;
            }

            if (only is not null)
                return false;

            only = call;
        }

        return only is not null
            && _scope.Bodies.TryGetMember(only.Syntax, _cancellationToken) is { } caller
            && !SymbolEqualityComparer.Default.Equals(Outermost(caller), method)
            && Of(only, Outermost(caller), depth - 1) == Recurrence.Once;
    }

    private static ISymbol Outermost(ISymbol member)
    {
        while (member.ContainingSymbol is IMethodSymbol outer)
            member = outer;

        return member;
    }
}
