using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>Which methods of a type may close one of its members, or give it another value.</summary>
internal sealed class MemberChanges
{
    private const int MaximumBodies = 24;

    private readonly ISymbol _member;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, bool> _changes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _closes = new(SymbolEqualityComparer.Default);

    public MemberChanges(ISymbol member, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _member = member;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for a call after which the member may be closed, or replaced by a value that its own code answers for.</summary>
    public bool MayChange(IInvocationOperation call)
    {
        if (call.Arguments.Any(argument => argument.Value is IInstanceReferenceOperation))
            return true;

        return IsOwn(call) && MayChange(call.TargetMethod);
    }

    public bool MayChange(IPropertyReferenceOperation property)
    {
        if (property.Instance is not IInstanceReferenceOperation || property.Property.IsAutomatic())
            return false;

        return (property.Property.GetMethod is { } getter && MayChange(getter)) || (property.Property.SetMethod is { } setter && MayChange(setter));
    }

    public bool MayChange(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (_changes.TryGetValue(definition, out var known))
            return known;

        return _changes[definition] = Reaches(definition, IsChange);
    }

    /// <summary>True for a method after which the member may be closed, or be somebody else's.</summary>
    public bool MayClose(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (_closes.TryGetValue(definition, out var known))
            return known;

        return _closes[definition] = Reaches(definition, IsClose);
    }

    /// <summary>True for a call whose code runs on this object.</summary>
    public static bool IsOwn(IInvocationOperation call)
    {
        return call.Instance is IInstanceReferenceOperation || call.TargetMethod.MethodKind == MethodKind.LocalFunction;
    }

    /// <summary>True when the method, or one of the type that it calls, does what is asked for.</summary>
    private bool Reaches(IMethodSymbol method, Func<IOperation, IOperation, bool> does)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(method);
        while (pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var current = pending.Pop();
            if (!seen.Add(current))
                continue;

            if (current.IsAbstract || CloseCalls.IsClose(current) || seen.Count > MaximumBodies)
                return true;

            if (_scope.Bodies.TryGet(current, _cancellationToken) is not { } body)
                continue;

            foreach (var operation in body.Operations)
            {
                if (does(operation, body.Root))
                    return true;

                if (operation is IInvocationOperation { Instance: IInstanceReferenceOperation or null } call && IsInSource(call.TargetMethod))
                    pending.Push(call.TargetMethod.OriginalDefinition);
            }
        }

        return false;
    }

    private bool IsChange(IOperation operation, IOperation body)
    {
        switch (operation)
        {
            case IThrowOperation { Exception: { } exception }:
                return !OperationOrder.Any(exception, thrown => thrown is IObjectCreationOperation && SymbolEqualityComparer.Default.Equals(thrown.Type, _scope.Types.ObjectDisposedException));
            case IMemberReferenceOperation reference when MemberReferences.Is(reference, _member):
                return reference.Parent is IAssignmentOperation assignment && assignment.Target == reference
                    || reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out }
                    || IsClose(operation, body);
            default:
                return false;
        }
    }

    private bool IsClose(IOperation operation, IOperation body)
    {
        return MemberReferences.Is(operation, _member)
            && !(operation.Parent is IAssignmentOperation assignment && assignment.Target == operation)
            && new MemberUses(_scope, _cancellationToken).ClosesOrHandsOn(operation, body);
    }

    private bool IsInSource(IMethodSymbol method)
    {
        return !method.DeclaringSyntaxReferences.IsEmpty && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _member.ContainingType);
    }
}
