using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>A <c>DisposeAsync</c> that a derived type can neither override nor hang anything on.</summary>
internal static class AsyncCloseWithoutHook
{
    /// <summary>The <c>DisposeAsync</c> of an open type that calls nothing which a derived type could override; null for any other.</summary>
    public static IMethodSymbol? TryFind(CloseModel model)
    {
        var type = model.Type;
        if (type.TypeKind != TypeKind.Class || type.IsSealed || type.IsStatic || FindClose(model) is not { } close)
            return null;

        return IsOpen(type, model.Scope) && !TestTypes.Is(type, model.Scope.Types) && !HasHook(close, model) ? close : null;
    }

    private static IMethodSymbol? FindClose(CloseModel model)
    {
        foreach (var entry in model.Members.Entries)
        {
            if (entry is { IsVirtual: false, IsOverride: false, IsAbstract: false } && IsDisposeAsync(entry, model))
                return entry;
        }

        return null;
    }

    private static bool IsDisposeAsync(IMethodSymbol method, CloseModel model)
    {
        if (model.Scope.Types.IAsyncDisposable is not { } contract)
            return false;

        foreach (var member in contract.GetMembers())
        {
            if (SymbolEqualityComparer.Default.Equals(model.Type.FindImplementationForInterfaceMember(member), method))
                return true;
        }

        return false;
    }

    /// <summary>True when code outside of the assembly can derive from the type. Nobody derives from the types of a program.</summary>
    private static bool IsOpen(INamedTypeSymbol type, AnalysisScope scope)
    {
        if (scope.Compilation.Options.OutputKind is not (OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule))
            return false;

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (!IsVisible(current.DeclaredAccessibility))
                return false;
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            if (IsVisible(constructor.DeclaredAccessibility) && !IsCopy(constructor, type))
                return true;
        }

        return false;
    }

    /// <summary>The copy constructor of a record is always there.</summary>
    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type)
    {
        return type.IsRecord && constructor.Parameters is [{ Type: var given }] && SymbolEqualityComparer.Default.Equals(given, type);
    }

    private static bool IsVisible(Accessibility accessibility)
    {
        return accessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
    }

    /// <summary>True when the close calls a member that derived types can override, whatever its name.</summary>
    private static bool HasHook(IMethodSymbol close, CloseModel model)
    {
        for (var current = model.Type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers("DisposeAsyncCore"))
            {
                if (IsHook(member))
                    return true;
            }
        }

        return CallsHook(close, model);
    }

    private static bool CallsHook(IMethodSymbol close, CloseModel model)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { close };
        var pending = new Stack<ISymbol>(seen);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            foreach (var (member, block) in model.Bodies)
            {
                if (!SymbolEqualityComparer.Default.Equals(member, current))
                    continue;

                foreach (var operation in OperationOrder.ChildrenFirst(block))
                {
                    if (operation is not IInvocationOperation { Instance: IInstanceReferenceOperation } call)
                        continue;

                    if (IsHook(call.TargetMethod) && !IsNativePart(call))
                        return true;

                    if (seen.Add(call.TargetMethod))
                        pending.Push(call.TargetMethod);
                }
            }
        }

        return false;
    }

    /// <summary><c>Dispose(false)</c> releases what is not managed, and nothing asynchronously.</summary>
    private static bool IsNativePart(IInvocationOperation call)
    {
        return call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: false } }];
    }

    private static bool IsHook(ISymbol member)
    {
        return (member.IsVirtual || member.IsAbstract || member.IsOverride) && !member.IsSealed && IsVisible(member.DeclaredAccessibility);
    }
}
