using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>Which functions somebody runs again and again on one object, though no call of them stands in the source.</summary>
internal sealed class RepeatedRuns
{
    private readonly MemberChanges _changes;
    private readonly AnalysisScope _scope;

    public RepeatedRuns(MemberChanges changes, AnalysisScope scope)
    {
        _changes = changes;
        _scope = scope;
    }

    /// <summary>True for a function that answers an event, or each element of a sequence, until somebody takes it away.</summary>
    public bool Of(IAnonymousFunctionOperation function)
    {
        IOperation value = function;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            value = value.Parent;

        var isRepeated = value.Parent switch
        {
            IEventAssignmentOperation { Adds: true } => true,
            IArgumentOperation { Parent: IInvocationOperation call } => _scope.Recurring.RunsForEach(call.TargetMethod) || _scope.Recurring.RunsForEvents(call.TargetMethod),
            _ => false,
        };

        // One that takes itself off again runs once.
        return isRepeated && !OperationOrder.Any(function.Body, static operation => operation is IEventAssignmentOperation { Adds: false });
    }

    /// <summary>
    /// True for a hook that NUnit runs before each test on the one object of the fixture, when nothing that it runs for a
    /// test closes the member. Other frameworks make an object for each test.
    /// </summary>
    public bool OfHook(IMethodSymbol method)
    {
        if (!IsPerTest(method))
            return false;

        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (Has(type, _scope.Types.NUnitFixtureLifeCycleAttribute))
                return false;

            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } other && MayRunForTest(other) && _changes.MayClose(other))
                    return false;
            }
        }

        return !Has(method.ContainingAssembly, _scope.Types.NUnitFixtureLifeCycleAttribute);
    }

    public bool IsPerTest(IMethodSymbol method)
    {
        return Has(method, _scope.Types.NUnitSetUpAttribute);
    }

    private bool MayRunForTest(IMethodSymbol method)
    {
        return !CloseCalls.IsClose(method) && !Has(method, _scope.Types.NUnitOneTimeTearDownAttribute);
    }

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (attribute is not null && data.AttributeClass?.DerivesFrom(attribute) == true)
                return true;
        }

        return false;
    }
}
