using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.Overwriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>A public member that works with what the close releases, and asks nothing whether it is closed.</summary>
/// <param name="Member">The method or property.</param>
/// <param name="Use">The first use.</param>
/// <param name="Resource">What is used.</param>
/// <param name="State">The closed state of the type.</param>
internal sealed record UncheckedUse(ISymbol Member, IOperation Use, ISymbol Resource, ISymbol State)
{
    public static IEnumerable<UncheckedUse> Find(CloseModel model, CancellationToken cancellationToken)
    {
        if (model.Type.TypeKind != TypeKind.Class || StateOf(model, cancellationToken) is not { } state)
            yield break;

        var released = ReleasedMembers(model);
        if (released.Count == 0)
            yield break;

        var asking = MembersThatAsk(model, state);
        var told = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (symbol, block) in model.Bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (symbol is not IMethodSymbol method || !IsPublicWork(method, model) || asking.Contains(method))
                continue;

            var member = method.AssociatedSymbol ?? method;
            if (FirstUse(block, released) is { } use && told.Add(member))
                yield return new UncheckedUse(member, use, MemberReferences.OfThis(use)!, state);
        }
    }

    /// <summary>The flag that the close claims; a state of another kind says too little to test it elsewhere.</summary>
    private static ISymbol? StateOf(CloseModel model, CancellationToken cancellationToken)
    {
        foreach (var guard in model.GetGuards(cancellationToken).AddRange(model.GetSynchronousGuards(cancellationToken)))
        {
            if (guard is { Verdict: GuardVerdict.Guarded, Member: { IsStatic: false } state }
                && (state as IFieldSymbol)?.Type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32
                && SymbolEqualityComparer.Default.Equals(state.ContainingType, model.Type))
            {
                return state;
            }
        }

        return null;
    }

    private static HashSet<ISymbol> ReleasedMembers(CloseModel model)
    {
        var released = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (member, block) in model.Bodies)
        {
            if (!model.Members.Contains(member))
                continue;

            foreach (var operation in OperationOrder.ChildrenFirst(block))
            {
                if (operation is IInvocationOperation { Instance: { } instance } call && CloseCalls.IsClose(call.TargetMethod) && MemberReferences.OfThis(ReceiverOf(instance)) is { } closed)
                    released.Add(closed);
            }
        }

        return released;
    }

    /// <summary><c>_stream?.Dispose()</c> is called on what stands before the question mark.</summary>
    private static IOperation ReceiverOf(IOperation instance)
    {
        if (instance is not IConditionalAccessInstanceOperation)
            return instance;

        var outer = instance.Parent;
        while (outer is not null and not IConditionalAccessOperation)
            outer = outer.Parent;

        return outer is IConditionalAccessOperation access ? access.Operation : instance;
    }

    /// <summary>The members that test the state, and those that call one which does.</summary>
    private static HashSet<ISymbol> MembersThatAsk(CloseModel model, ISymbol state)
    {
        var asking = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        bool added;
        do
        {
            added = false;
            foreach (var (member, block) in model.Bodies)
            {
                if (!asking.Contains(member) && OperationOrder.Any(block, operation => Asks(operation, state, asking)))
                    added |= asking.Add(member);
            }
        }
        while (added);

        return asking;
    }

    private static bool Asks(IOperation operation, ISymbol state, HashSet<ISymbol> asking)
    {
        return operation switch
        {
            IFieldReferenceOperation field => SymbolEqualityComparer.Default.Equals(field.Field.OriginalDefinition, state),
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.GetMethod: { } getter } => asking.Contains(getter.OriginalDefinition) || IsOfBase(getter, state),
            IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var called } => asking.Contains(called.OriginalDefinition) || (called.ReturnsVoid && IsOfBase(called, state)),
            _ => false,
        };
    }

    /// <summary>What a base class is asked may be the state that it keeps.</summary>
    private static bool IsOfBase(IMethodSymbol member, ISymbol state)
    {
        return !SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, state.ContainingType);
    }

    private static bool IsPublicWork(IMethodSymbol method, CloseModel model)
    {
        return method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet }
            && !model.Members.Contains(method);
    }

    private static IOperation? FirstUse(IOperation block, HashSet<ISymbol> released)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            if (MemberReferences.OfThis(operation) is { } member && released.Contains(member) && IsUse(operation))
                return operation;
        }

        return null;
    }

    /// <summary>Something is asked of the object, or it is handed on to who will; to look whether it is there is no use.</summary>
    private static bool IsUse(IOperation reference)
    {
        var value = reference;
        while (value.Parent is IConversionOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IInvocationOperation call => call.Instance == value,
            IMemberReferenceOperation member => member.Instance == value,
            IConditionalAccessOperation access => access.Operation == value,
            IArgumentOperation { Parent: not INameOfOperation } argument => argument.Parameter?.RefKind == RefKind.None,
            IForEachLoopOperation loop => loop.Collection == value,
            _ => false,
        };
    }
}
