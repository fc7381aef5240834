using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>Finds the places of a body that close a value.</summary>
internal sealed class CloseSites
{
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<CloseSite>.Builder _sites = ImmutableArray.CreateBuilder<CloseSite>();

    private CloseSites(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The first glance: false for an operation that closes nothing which a rule looks at. No body of a callee is read.</summary>
    public static bool MayClose(IOperation operation, AnalysisScope scope)
    {
        return operation.Kind switch
        {
            OperationKind.UsingDeclaration => HoldsAny(((IUsingDeclarationOperation)operation).DeclarationGroup, scope),
            OperationKind.Using => ((IUsingOperation)operation).Resources is IVariableDeclarationGroupOperation group ? HoldsAny(group, scope) : IsFollowed(((IUsingOperation)operation).Resources, scope),
            OperationKind.Invocation => MayClose((IInvocationOperation)operation, scope),
            _ => false,
        };
    }

    private static bool MayClose(IInvocationOperation call, AnalysisScope scope)
    {
        if (call.Instance is { } instance && IsClose(call.TargetMethod))
            return FollowedType(instance, scope) is not null;

        // What is declared in source is asked last: the answer makes a list.
        return GivesAny(call, scope) && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty;
    }

    /// <summary>The places, in the order of the source.</summary>
    public static ImmutableArray<CloseSite> Find(IOperation block, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var finder = new CloseSites(scope, cancellationToken);
        foreach (var operation in OperationOrder.ChildrenFirst(block))
            finder.Read(operation);

        finder._sites.Sort(static (left, right) => left.Place.SpanStart.CompareTo(right.Place.SpanStart));
        return finder._sites.ToImmutable();
    }

    /// <summary>Closing a connection in order is not the same as giving its object up, so only the two disposals count.</summary>
    public static bool IsClose(IMethodSymbol method)
    {
        return method is { IsStatic: false, Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true };
    }

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IUsingDeclarationOperation declaration:
                AddGroup(declaration, declaration.DeclarationGroup);
                break;

            case IUsingOperation { Resources: IVariableDeclarationGroupOperation group } statement:
                AddGroup(statement, group);
                break;

            case IUsingOperation { Resources: { } resource } statement:
                Add(statement, resource, resource.Syntax, CloseForm.Scope);
                break;

            case IInvocationOperation { Instance: { } instance } call when IsClose(call.TargetMethod):
                Add(call, instance, instance is IConditionalAccessInstanceOperation ? AccessAround(call).Syntax : call.Syntax, CloseForm.Call);
                break;

            case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } call:
                AddGiven(call);
                break;
        }
    }

    private void AddGroup(IOperation scopeOperation, IVariableDeclarationGroupOperation group)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (declarator.GetVariableInitializer() is { } initializer)
                    Add(scopeOperation, initializer.Value, declarator.Syntax, CloseForm.Scope);
            }
        }
    }

    private void AddGiven(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsHeld(argument.Value) && _scope.Resources.IsFollowed(PlainValue.Of(argument.Value).Type) && IsClosedBy(argument))
                Add(call, argument.Value, call.Syntax, CloseForm.Helper);
        }
    }

    private bool IsClosedBy(IArgumentOperation argument)
    {
        return argument.Parameter?.OriginalDefinition is { } parameter && _scope.ClosingParameters.Contains(parameter, _cancellationToken);
    }

    private void Add(IOperation operation, IOperation value, SyntaxNode place, CloseForm form)
    {
        // await using (c.ConfigureAwait(false)): what is awaited closes c.
        if (PlainValue.Of(value) is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Arguments: [{ Value: var inner }, ..] } configured
            && SymbolEqualityComparer.Default.Equals(configured.Type, _scope.Types.ConfiguredAsyncDisposable))
        {
            value = inner;
        }

        if (FollowedType(value, _scope) is { } type)
            _sites.Add(new CloseSite(operation, PlainValue.Of(value), type, place, form));
    }

    private static bool HoldsAny(IVariableDeclarationGroupOperation group, AnalysisScope scope)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (declarator.GetVariableInitializer() is { } initializer && IsFollowed(initializer.Value, scope))
                    return true;
            }
        }

        return false;
    }

    private static bool IsFollowed(IOperation value, AnalysisScope scope)
    {
        return FollowedType(value, scope) is not null || SymbolEqualityComparer.Default.Equals(value.Type, scope.Types.ConfiguredAsyncDisposable);
    }

    /// <summary>The type of the value itself, or, where that is <c>object</c> or the like, the one as which it is closed.</summary>
    private static ITypeSymbol? FollowedType(IOperation value, AnalysisScope scope)
    {
        var own = PlainValue.Of(value).Type;
        if (scope.Resources.IsFollowed(own))
            return own;

        return own is { SpecialType: SpecialType.System_Object } && scope.Resources.IsFollowed(value.Type) ? value.Type : null;
    }

    private static bool GivesAny(IInvocationOperation call, AnalysisScope scope)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsHeld(argument.Value) && scope.Resources.IsFollowed(PlainValue.Of(argument.Value).Type))
                return true;
        }

        return false;
    }

    private static bool IsHeld(IOperation value)
    {
        return PlainValue.Of(value) is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation;
    }

    private static IOperation AccessAround(IOperation call)
    {
        var access = call;
        while (access.Parent is { } parent && access is not IConditionalAccessOperation)
            access = parent;

        return access;
    }
}
