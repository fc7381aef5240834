using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>What the source gives to one parameter: the evidence of whose the value is.</summary>
internal sealed class GivenArguments
{
    /// <summary>How many places are looked at. Code that has more of them is not asked further.</summary>
    private const int MaximumPlaces = 40;

    /// <summary>How many methods a value is followed back through that only hand it on.</summary>
    private const int MaximumSteps = 3;

    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly int _steps;

    public GivenArguments(AnalysisScope scope, CancellationToken cancellationToken)
        : this(scope, MaximumSteps, cancellationToken)
    {
    }

    private GivenArguments(AnalysisScope scope, int steps, CancellationToken cancellationToken)
    {
        _scope = scope;
        _steps = steps;
        _cancellationToken = cancellationToken;
    }

    /// <summary>All that the source gives to the parameter, joined; null origins when nobody in the source gives it anything.</summary>
    public ValueOrigin? Of(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return null;

        ValueOrigin? result = null;
        var places = 0;
        foreach (var place in _scope.Uses.CallsOf(method, _cancellationToken))
        {
            if (++places > MaximumPlaces)
                return ValueOrigin.Unknown;

            if (ArgumentAt(place, parameter, method) is { } argument && OriginOf(argument) is var origin && origin != ValueOrigin.Null)
                result = result is { } known ? ValueOrigin.Either(known, origin) : origin;
        }

        return result;
    }

    private IArgumentOperation? ArgumentAt(SyntaxNode place, IParameterSymbol parameter, IMethodSymbol method)
    {
        var (called, arguments) = _scope.Bodies.TryBind(place, _cancellationToken) switch
        {
            IInvocationOperation call => (call.TargetMethod.ReducedFrom ?? call.TargetMethod, call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => default,
        };
        if (called is null || !SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, method.OriginalDefinition))
            return null;

        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal)
                return argument;
        }

        return null;
    }

    private ValueOrigin OriginOf(IArgumentOperation argument)
    {
        if (_scope.Bodies.TryGetMember(argument.Syntax, _cancellationToken) is not { } member)
            return ValueOrigin.Unknown;

        IOperation root = argument;
        while (root.Parent is { } parent)
            root = parent;

        var function = member;
        while (member.ContainingSymbol is IMethodSymbol outer)
            member = outer;

        var origin = new OriginReader(new MethodBody(member.OriginalDefinition, root), _scope, OriginDepth.Start.Next(), _cancellationToken).Of(argument.Value);

        // What a private method was given itself says nothing: somebody made it. Nor does what a lambda has captured: it was
        // kept for later, beyond the call that was given it.
        var isTold = member is { DeclaredAccessibility: not Accessibility.Private } && SymbolEqualityComparer.Default.Equals(function, member);
        if (!origin.Has(Origins.Parameter) || !isTold)
            return origin.Has(Origins.Parameter) ? ValueOrigin.Unknown : origin;

        // A method that hands on what it was given: the source shows where that came from, or nobody calls it.
        return _steps > 0 && origin.Source is IParameterSymbol given && new GivenArguments(_scope, _steps - 1, _cancellationToken).Of(given.OriginalDefinition as IParameterSymbol ?? given) is { } source ? source : origin;
    }
}
