using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Finds the HTTP clients of this compilation: disposable types whose close member closes an HTTP client that they make.
/// Contracts ask for the kinds of types, so this asks for no contract: types that make one another must not drive it in a ring.
/// </summary>
internal static class HttpWrappers
{
    /// <summary>A wrapper of a wrapper is one too; this deep and no deeper, whatever rings the types make.</summary>
    private const int MaximumDepth = 3;

    public static bool IsWrapper(ITypeSymbol type, AnalysisScope scope)
    {
        return IsWrapper(type, scope, MaximumDepth);
    }

    private static bool IsWrapper(ITypeSymbol type, AnalysisScope scope, int depth)
    {
        if (depth == 0)
            return false;

        for (var current = type; current is INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } named; current = named.BaseType)
        {
            if (ClosesOwnClient(named.OriginalDefinition, scope, depth))
                return true;
        }

        return false;
    }

    private static bool ClosesOwnClient(INamedTypeSymbol type, AnalysisScope scope, int depth)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field
                && IsTracked(field.Type, scope, depth)
                && Closes(type, field.AssociatedSymbol as IPropertySymbol ?? (ISymbol)field, scope)
                && Makes(type, field.Type, scope))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTracked(ITypeSymbol type, AnalysisScope scope, int depth)
    {
        return scope.Resources.IsDirectHttpClient(type)
            || ((type.Implements(scope.Types.IDisposable) || type.Implements(scope.Types.IAsyncDisposable)) && IsWrapper(type, scope, depth - 1));
    }

    /// <summary>True when a close member does more with the member than to use it.</summary>
    private static bool Closes(INamedTypeSymbol type, ISymbol holder, AnalysisScope scope)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { IsStatic: false } method
                || !CloseMembers.IsEntry(method, scope.Types)
                || scope.Bodies.TryGet(method, CancellationToken.None) is not { } body)
            {
                continue;
            }

            if (OperationOrder.Any(body.Root, operation => Refers(operation, holder) && !OpenUse.LeavesOpen(operation, scope)))
                return true;
        }

        return false;
    }

    private static bool Refers(IOperation operation, ISymbol holder)
    {
        return operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, holder);
    }

    /// <summary>True when a constructor or initializer makes a value for a member of this type, itself or by a method that it calls.</summary>
    private static bool Makes(INamedTypeSymbol type, ITypeSymbol made, AnalysisScope scope)
    {
        foreach (var member in type.GetMembers())
        {
            var body = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => scope.Bodies.TryGet(constructor, CancellationToken.None),
                IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } => scope.Bodies.TryGetInitializer(member, CancellationToken.None),
                _ => null,
            };
            if (body is not null && OperationOrder.Any(body.Root, operation => IsCreation(operation, made) || IsFactory(operation, made, scope)))
                return true;
        }

        return false;
    }

    private static bool IsCreation(IOperation operation, ITypeSymbol made)
    {
        return operation is IObjectCreationOperation { Type: { } type } && type.IsAssignableTo(made);
    }

    private static bool IsFactory(IOperation operation, ITypeSymbol made, AnalysisScope scope)
    {
        return operation is IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method, Type: { } type }
            && type.IsAssignableTo(made)
            && scope.Bodies.TryGet(method, CancellationToken.None) is { } body
            && OperationOrder.Any(body.Root, inner => inner is IReturnOperation { ReturnedValue: { } returned } && OperationOrder.Any(returned, value => IsCreation(value, made)));
    }
}
