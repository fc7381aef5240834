using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>The parameters of methods that are there to close what they are given. One that does more with it answers for its close itself.</summary>
internal sealed class ClosingParameters
{
    private readonly AnalysisScope _scope;
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public ClosingParameters(AnalysisScope scope)
    {
        _scope = scope;
    }

    public bool Contains(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(parameter, out var closes))
        {
            closes = Closes(parameter, cancellationToken);
            _known.TryAdd(parameter, closes);
        }

        return closes;
    }

    private bool Closes(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method
            || _scope.Bodies.TryGet(method, cancellationToken) is not { } body
            || ValueUseReader.Read(body.Root, parameter) != ValueUses.None)
        {
            return false;
        }

        var conditions = new CloseConditions(new OriginReader(body, _scope, OriginDepth.Start, cancellationToken), _scope, cancellationToken);
        foreach (var operation in OperationOrder.ChildrenFirst(body.Root))
        {
            if (operation is IInvocationOperation { Instance: { } instance } close
                && CloseSites.IsClose(close.TargetMethod)
                && PlainValue.Of(instance) is IParameterReferenceOperation { Parameter: var closed }
                && SymbolEqualityComparer.Default.Equals(closed, parameter))
            {
                return !conditions.MayBeAboutOwnership(new CloseSite(close, PlainValue.Of(instance), parameter.Type, close.Syntax, CloseForm.Call));
            }
        }

        return false;
    }
}
