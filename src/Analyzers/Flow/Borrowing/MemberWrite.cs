using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>One place that changes a member.</summary>
/// <param name="Value">What it is set to; null when that is not one expression.</param>
internal readonly record struct MemberWrite(IOperation? Value)
{
    public static MemberWrite? TryRead(IOperation operation, ISymbol member, KnownTypes types)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment when Refers(assignment.Target, member):
                return new MemberWrite(assignment.Value);

            case ICoalesceAssignmentOperation assignment when Refers(assignment.Target, member):
                return new MemberWrite(assignment.Value);

            // (_http, _name) = (http, name);
            case IDeconstructionAssignmentOperation { Target: ITupleOperation targets } assignment:
                return OfTuple(targets, assignment.Value, member);

            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when Refers(argument.Value, member):
                return OfArgument(argument, types);

            default:
                return null;
        }
    }

    private static MemberWrite? OfTuple(ITupleOperation targets, IOperation value, ISymbol member)
    {
        for (var position = 0; position < targets.Elements.Length; position++)
        {
            if (!Refers(targets.Elements[position], member))
                continue;

            return PlainValue.Of(value) is ITupleOperation values && position < values.Elements.Length
                ? new MemberWrite(values.Elements[position])
                : new MemberWrite(null);
        }

        return null;
    }

    /// <summary><c>Interlocked.Exchange(ref _http, null)</c> sets it to the last argument.</summary>
    private static MemberWrite OfArgument(IArgumentOperation argument, KnownTypes types)
    {
        return argument.Parent is IInvocationOperation { TargetMethod: { Name: "Exchange" } method, Arguments: [_, { Value: var value }] }
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Interlocked)
            ? new MemberWrite(value)
            : new MemberWrite(null);
    }

    private static bool Refers(IOperation target, ISymbol member)
    {
        return target is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member);
    }
}
