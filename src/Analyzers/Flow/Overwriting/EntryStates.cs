using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>What the other members of a type mean for one of its fields or properties: may it be open when a member is called, and is it after?</summary>
internal sealed class EntryStates
{
    private const int MaximumCallers = 16;
    private const int MaximumBodies = 24;

    private readonly ISymbol _member;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _asked = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _changes = new(SymbolEqualityComparer.Default);

    public EntryStates(ISymbol member, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _member = member;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// True when the member may hold an open value where the method begins. Others may call what they can reach at any time;
    /// what the framework calls, it calls once. A private method is called where its type says.
    /// </summary>
    public bool MayBeOpenIn(IMethodSymbol method)
    {
        if (!_asked.Add(method.OriginalDefinition) || _asked.Count > MaximumCallers)
            return false;

        if (method.MethodKind is MethodKind.Constructor)
            return StartsOpen(method);

        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet) || IsCalledByLibrary(method))
            return false;

        var accessibility = method.AssociatedSymbol is { } property ? property.DeclaredAccessibility : method.DeclaredAccessibility;
        if (accessibility != Accessibility.Private)
            return true;

        return method.MethodKind == MethodKind.Ordinary && IsOpenAtSomeCall(method);
    }

    /// <summary>True for a call after which the member may be closed, or replaced by a value that its own code answers for.</summary>
    public bool MayChange(IInvocationOperation call)
    {
        if (call.Arguments.Any(argument => argument.Value is IInstanceReferenceOperation))
            return true;

        var isOwn = call.Instance is IInstanceReferenceOperation || call.TargetMethod.MethodKind == MethodKind.LocalFunction;
        return isOwn && MayChange(call.TargetMethod);
    }

    public bool MayChange(IPropertyReferenceOperation property)
    {
        if (property.Instance is not IInstanceReferenceOperation || property.Property.IsAutomatic())
            return false;

        return (property.Property.GetMethod is { } getter && MayChange(getter)) || (property.Property.SetMethod is { } setter && MayChange(setter));
    }

    private bool MayChange(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (_changes.TryGetValue(definition, out var known))
            return known;

        return _changes[definition] = Changes(definition);
    }

    private bool Changes(IMethodSymbol method)
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
                if (IsChange(operation, body.Root))
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
                    || new MemberUses(_scope, _cancellationToken).ClosesOrHandsOn(reference, body);
            default:
                return false;
        }
    }

    private bool IsInSource(IMethodSymbol method)
    {
        return !method.DeclaringSyntaxReferences.IsEmpty && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _member.ContainingType);
    }

    /// <summary>Only what an initializer made is there when a constructor begins.</summary>
    private bool StartsOpen(IMethodSymbol constructor)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_cancellationToken) is not ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } })
                return false;
        }

        var initializer = _scope.Bodies.TryGetInitializer(_member, _cancellationToken)?.Root;
        var value = initializer is ISymbolInitializerOperation root ? root.Value : initializer;
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value is not null && FreshValues.KindOf(value, _scope, null, _cancellationToken) != ResourceKind.None;
    }

    private bool IsCalledByLibrary(IMethodSymbol method)
    {
        // [GlobalSetup], [OnDeserialized]: who reads the attribute calls the method. What is not resolved may be such a library.
        if (method.ContainingType.BaseType is { TypeKind: TypeKind.Error } || method.ContainingType.Interfaces.Any(static contract => contract.TypeKind == TypeKind.Error) || method.GetAttributes().Any(IsOfLibrary))
            return true;

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.DeclaringSyntaxReferences.IsEmpty)
                return true;
        }

        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            if (!contract.DeclaringSyntaxReferences.IsEmpty)
                continue;

            foreach (var member in contract.GetMembers())
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The attributes of the core library are for the compiler and the runtime, and nobody calls a method for them.</summary>
    private bool IsOfLibrary(AttributeData attribute)
    {
        return attribute.AttributeClass is { DeclaringSyntaxReferences.IsEmpty: true } type
            && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _scope.Compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly);
    }

    /// <summary>A handler that is only subscribed has no call that could be read; when it runs is not known.</summary>
    private bool IsOpenAtSomeCall(IMethodSymbol method)
    {
        foreach (var place in _scope.Uses.CallsOf(method, _cancellationToken))
        {
            if (place is not InvocationExpressionSyntax
                || _scope.Bodies.TryGetMember(place, _cancellationToken) is not IMethodSymbol { IsStatic: false } caller
                || !SymbolEqualityComparer.Default.Equals(caller.ContainingType?.OriginalDefinition, _member.ContainingType)
                || _scope.Bodies.TryGet(caller, _cancellationToken) is not { } body
                || body.GetGraph(_cancellationToken) is not { } graph)
            {
                continue;
            }

            var flow = new OpennessFlow(_member, graph, body.Root, this, _scope, _cancellationToken);
            if (!flow.MayMatter)
                continue;

            flow.Run();
            if (flow.IsOpenAt(place) && MayBeOpenIn(caller))
                return true;
        }

        return false;
    }
}
