using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>Which calls leave nothing usable of the object that they are called on.</summary>
internal static class FinalCloses
{
    /// <summary>The two disposals, and <c>Close</c> where it is documented to be the same; a connection can be opened again.</summary>
    public static bool Is(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        if (method.IsStatic || !method.Parameters.IsEmpty)
            return false;

        if (method.Name is "Dispose" or "DisposeAsync")
            return true;

        return method.Name == "Close"
            && call.Instance?.Type is { } type
            && (type.DerivesFrom(types.Stream) || type.DerivesFrom(types.TextReader) || type.DerivesFrom(types.TextWriter));
    }

    /// <summary>
    /// False for what stays usable: values, tasks, what needs no closing, and types in source whose close does nothing.
    /// Streams, readers and writers refuse to work after their close even where they have nothing to release.
    /// </summary>
    public static bool EndUseOf(ITypeSymbol? type, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var types = scope.Types;
        if (type is null or IErrorTypeSymbol or { IsReferenceType: false } || type.TypeKind == TypeKind.Dynamic || type.DerivesFrom(types.Task) || scope.Ownership.IsIgnored(type))
            return false;

        if (!type.Implements(types.IDisposable) && !type.Implements(types.IAsyncDisposable))
            return false;

        if (scope.Ownership.NeedsNoClosing(type) && !type.DerivesFrom(types.Stream) && !type.DerivesFrom(types.TextReader) && !type.DerivesFrom(types.TextWriter))
            return false;

        return !ClosesNothing(type, scope, cancellationToken);
    }

    private static bool ClosesNothing(ITypeSymbol type, AnalysisScope scope, CancellationToken cancellationToken)
    {
        if (type is not INamedTypeSymbol || type.DeclaringSyntaxReferences.IsEmpty || scope.Types.IDisposable is not { } contract)
            return false;

        foreach (var member in contract.GetMembers())
        {
            if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol close
                && scope.Bodies.TryGet(close, cancellationToken) is { } body
                && !OperationOrder.Any(body.Root, static operation => operation is IInvocationOperation or IAssignmentOperation or IThrowOperation or IIncrementOrDecrementOperation))
            {
                return true;
            }
        }

        return false;
    }
}
