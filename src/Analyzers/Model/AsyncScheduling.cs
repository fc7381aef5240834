using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// What counts as scheduling asynchronous work or blocking on it: the knowledge of <see cref="AsyncEffects"/>, what the
/// arguments make of it, and which types can be awaited.
/// </summary>
internal static class AsyncScheduling
{
    private const string InfiniteTimeSpan = "F:System.Threading.Timeout.InfiniteTimeSpan";
    private const string Mutex = "T:System.Threading.Mutex";
    private const string TimeSpan = "T:System.TimeSpan";
    private const string ZeroTimeSpan = "F:System.TimeSpan.Zero";

    /// <summary>What a call, creation or property read does as far as the member itself is known.</summary>
    public static AsyncEffect EffectOf(IOperation operation)
    {
        return operation switch
        {
            IInvocationOperation call when IsDelegateBeginInvoke(call.TargetMethod) => AsyncEffect.Schedules,
            IInvocationOperation { Instance.Type: { } type } call when IsMutex(type) => AsyncEffect.None,
            IInvocationOperation call => Refine(AsyncEffects.Of(call.TargetMethod), call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => Refine(AsyncEffects.Of(constructor), creation.Arguments),
            IPropertyReferenceOperation property => AsyncEffects.Of(property.Property),
            _ => AsyncEffect.None,
        };
    }

    public static bool IsAsyncVoid(IMethodSymbol method)
    {
        return method.IsAsync && method.ReturnsVoid;
    }

    /// <summary>True for tasks and for everything else that the language can await through an instance GetAwaiter().</summary>
    public static bool IsAwaitable(ITypeSymbol? type, KnownTypes types)
    {
        if (type is not INamedTypeSymbol and not ITypeParameterSymbol || type.SpecialType != SpecialType.None)
            return false;

        var definition = type.OriginalDefinition;
        if (Is(definition, types.Task) || Is(definition, types.ValueTask) || Is(definition, types.TaskOfT) || Is(definition, types.ValueTaskOfT))
            return true;

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(WellKnownMemberNames.GetAwaiter))
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true, ReturnsVoid: false })
                    return true;
            }
        }

        return false;
    }

    /// <summary>An array, span or list of awaitables, as combinators and WaitAll take them.</summary>
    public static bool IsGroupOfAwaitables(ITypeSymbol? type, KnownTypes types)
    {
        return type switch
        {
            IArrayTypeSymbol array => IsAwaitable(array.ElementType, types),
            INamedTypeSymbol { TypeArguments: [var element] } => !IsAwaitable(type, types) && IsAwaitable(element, types),
            _ => false,
        };
    }

    private static AsyncEffect Refine(AsyncEffect effect, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            // A timer that is stopped, or made without being started, runs nothing; a wait of no time holds nobody up.
            var idles = effect switch
            {
                AsyncEffect.Schedules => argument.Parameter?.Name == "dueTime" && IsTime(argument.Value, -1, InfiniteTimeSpan),
                AsyncEffect.Blocks => argument.Parameter?.Name is "millisecondsTimeout" or "timeout" && IsTime(argument.Value, 0, ZeroTimeSpan),
                _ => false,
            };
            if (idles)
                return AsyncEffect.None;
        }

        return effect;
    }

    private static bool IsTime(IOperation value, int milliseconds, string timeSpan)
    {
        value = Unwrap(value);

        // TimeSpan.FromMilliseconds(-1) and new TimeSpan(0, 0, 0, 0, -1) are ways to write the same.
        if (value.Type?.GetDocumentationCommentId() == TimeSpan && MillisecondsGivenTo(value) is { } given)
            value = given;

        if (value.ConstantValue is { HasValue: true, Value: var constant })
            return constant is int number && number == milliseconds || constant is long big && big == milliseconds || constant is uint and 0xFFFFFFFF && milliseconds == -1 || constant is double real && real.Equals(milliseconds);

        return value is IFieldReferenceOperation { Field: var field } && field.GetDocumentationCommentId() == timeSpan;
    }

    private static IOperation Unwrap(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;

        return value;
    }

    private static IOperation? MillisecondsGivenTo(IOperation timeSpan)
    {
        var arguments = timeSpan switch
        {
            IInvocationOperation { TargetMethod.Name: "FromMilliseconds" } call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name is "value" or "milliseconds")
                return Unwrap(argument.Value);
        }

        return null;
    }

    /// <summary>To wait for a mutex is to take a lock, which waits for other code and not for asynchronous work.</summary>
    private static bool IsMutex(ITypeSymbol type)
    {
        return type.SpecialType == SpecialType.None && type.GetDocumentationCommentId() == Mutex;
    }

    private static bool IsDelegateBeginInvoke(IMethodSymbol method)
    {
        return method is { Name: "BeginInvoke", ContainingType.TypeKind: TypeKind.Delegate };
    }

    private static bool Is(ISymbol type, ISymbol? known)
    {
        return known is not null && SymbolEqualityComparer.Default.Equals(type, known);
    }
}
