using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Says what repeating a call means, from what is known of libraries, or by reading the callee.</summary>
internal sealed class CallEffects
{
    private readonly SimulatedCode _code;

    public CallEffects(SimulatedCode code)
    {
        _code = code;
    }

    /// <summary>The work that a call is, as things stand on this path.</summary>
    public WorkItem Of(SimulationState state, IInvocationOperation invocation, AbstractValue? receiver, int? subject, Effect? known)
    {
        var effect = Iteration(invocation.TargetMethod) ?? (IsClose(invocation.TargetMethod)
            ? OfClose(invocation, receiver, subject, known)
            : invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? OfOther(invocation, receiver)
            : known ?? OfOther(invocation, receiver));
        var item = new WorkItem(invocation, NameOf(invocation, subject), effect);
        if (IsClose(invocation.TargetMethod) && subject is { } thing && _code.Values.RootOf(thing) == thing)
            item = item with { Disposed = _code.Values.MemberOf(thing) };

        return subject is { } acted
            ? item with { Effect = OnObject(state, acted, effect), On = _code.Values.IdentityOf(acted) }
            : item;
    }

    /// <summary>True for <c>Dispose</c> and <c>DisposeAsync</c>, by interface or by pattern.</summary>
    public bool IsClose(IMethodSymbol method)
    {
        if (method.IsStatic || !method.Parameters.IsEmpty || method.Name is not ("Dispose" or "DisposeAsync"))
            return false;

        return method.ContainingType is { } type
            && (type.Implements(_code.Scope.Types.IDisposable) || type.Implements(_code.Scope.Types.IAsyncDisposable) || type.IsRefLikeType || method.Name == "DisposeAsync");
    }

    /// <summary>The work that calling a delegate's target is.</summary>
    public WorkItem Of(IOperation at, FunctionTarget function)
    {
        var effect = IsClose(function.Method) ? Effect.Safe : _code.Scope.Effects.Of(function.Method) ?? Effect.Unknown;
        var item = new WorkItem(at, function.Method.Name, effect);
        return function.Instance is { Kind: ValueKind.Thing } instance ? item with { On = _code.Values.IdentityOf(instance.Thing) } : item;
    }

    private Effect OnObject(SimulationState state, int subject, Effect effect)
    {
        // What the call itself made is nobody else's; what wraps a member counts as the member.
        if (_code.Values.IsCreatedHere(subject) && (effect.Kind != EffectKind.Unsafe || effect.Throws))
            return effect with { Kind = EffectKind.Neutral };

        return OnceDisposed(state, subject, effect);
    }

    /// <summary>The effect on the object in the state in which it is: much that is harmless throws on a disposed object.</summary>
    public static Effect OnceDisposed(SimulationState state, int subject, Effect effect)
    {
        if (!effect.ThrowsOnceDisposed)
            return effect;

        if (state.Get(new Slot(subject, new StateKey(StateKind.Released))) is null)
            return effect with { ThrowsOnceDisposed = effect.Kind == EffectKind.Neutral };

        return effect with
        {
            Kind = EffectKind.Unsafe,
            Throws = true,
            Exception = null,
            Reason = effect.Kind == EffectKind.Unsafe || effect.Reason.Length == 0 ? "which throws ObjectDisposedException once it is disposed" : effect.Reason,
        };
    }

    private Effect OfClose(IInvocationOperation invocation, AbstractValue? receiver, int? subject, Effect? known)
    {
        if (known is { Kind: EffectKind.Neutral })
            return known with { Disposes = true };

        // What the call got by calling, and closes by a using, is its own.
        if (invocation.IsImplicit && subject is { } got && _code.Values.IsGotHere(got))
            return Effect.Neutral;

        var disposes = Effect.Safe with { Disposes = true };
        if (receiver is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing })
        {
            // The base class, in another assembly: its close ignores a second call, as the contract says.
            return invocation.TargetMethod.IsAbstract ? disposes : Effect.Neutral;
        }

        var type = UnderlyingType(invocation.Instance) ?? invocation.TargetMethod.ContainingType;
        if (IsEnumerator(type))
            return Effect.Neutral;

        if (type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false, TypeKind: TypeKind.Class or TypeKind.Struct } source
            && Implementation(source, invocation.TargetMethod) is { } implementation)
        {
            var summary = CloseSummaries.Of(_code, source, implementation);
            if (summary.Kind > EffectKind.Neutral && _code.Scope.Resources.IsHttpClient(type) && IsOwned(subject))
                return HttpClient;

            var isHarmless = summary.Kind == EffectKind.Neutral || (summary.Kind == EffectKind.HttpClient && !IsOwned(subject));
            return summary with { Disposes = true, Kind = isHarmless ? EffectKind.Safe : summary.Kind };
        }

        return _code.Scope.Resources.IsHttpClient(type) && IsOwned(subject) ? HttpClient : disposes;
    }

    /// <summary>What foreach calls, by the names that the language gives it.</summary>
    private static Effect? Iteration(IMethodSymbol method)
    {
        return method.Name switch
        {
            "GetEnumerator" or "GetAsyncEnumerator" => Effect.Neutral,
            "MoveNext" or "MoveNextAsync" => Effect.Neutral with { Iterates = true },
            _ => null,
        };
    }

    private static Effect HttpClient { get; } = new(EffectKind.HttpClient, "which closes an owned HTTP client and cancels whatever is in flight")
    {
        Disposes = true,
    };

    private Effect OfOther(IInvocationOperation invocation, AbstractValue? receiver)
    {
        var method = invocation.TargetMethod;
        if (HandsLogger(invocation) || HasAttribute(method, _code.Scope.Types.LoggerMessageAttribute))
            return Effect.Neutral;

        if (method.MethodKind == MethodKind.DelegateInvoke)
            return new Effect(EffectKind.Unsafe, "which runs the handlers once more");

        if (method.IsExtern || method.GetDllImportData() is not null || HasAttribute(method, _code.Scope.Types.LibraryImportAttribute))
            return new Effect(EffectKind.Unsafe, "which calls native code once more");

        var isOnThis = receiver is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing };
        if (isOnThis && MemberAccess.IsBaseAccess(invocation.Instance) && IsCloseHook(method))
            return Effect.Neutral;

        // The overrides of an abstract close hook are judged where they stand.
        if (isOnThis && method.IsAbstract && IsCloseHook(method))
            return Effect.Safe;

        if (isOnThis || method.IsStatic || method.DeclaringSyntaxReferences.IsEmpty || method.IsAbstract)
            return Effect.Unknown;

        var type = UnderlyingType(invocation.Instance) as INamedTypeSymbol ?? method.ContainingType;
        return CloseSummaries.Of(_code, type, method);
    }

    private bool IsOwned(int? subject)
    {
        return subject is { } thing && _code.Values.MemberOf(thing) is { IsStatic: false } member && !_code.Writes.IsBorrowed(member);
    }

    private bool IsEnumerator(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Collections_IEnumerator || type.Implements(_code.Scope.Types.IAsyncEnumerator))
            return true;

        foreach (var candidate in type.AllInterfaces)
        {
            if (candidate.SpecialType == SpecialType.System_Collections_IEnumerator)
                return true;
        }

        return false;
    }

    private static bool IsCloseHook(IMethodSymbol method)
    {
        return method.Name is "DisposeAsyncCore" or "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";
    }

    private bool HandsLogger(IInvocationOperation invocation)
    {
        if (_code.Scope.Types.ILogger is not { } logger)
            return false;

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value.Type?.Implements(logger) == true)
                return true;
        }

        return false;
    }

    private static bool HasAttribute(IMethodSymbol method, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
            return false;

        foreach (var candidate in method.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(candidate.AttributeClass, attribute))
                return true;
        }

        return false;
    }

    /// <summary>The type of the receiver before it was converted to the interface that the call goes through.</summary>
    public static ITypeSymbol? UnderlyingType(IOperation? instance)
    {
        while (instance is IConversionOperation { OperatorMethod: null } conversion)
            instance = conversion.Operand;

        return instance?.Type;
    }

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol method)
    {
        return method.ContainingType.TypeKind == TypeKind.Interface
            ? type.FindImplementationForInterfaceMember(method) as IMethodSymbol
            : method;
    }

    private string NameOf(IInvocationOperation invocation, int? subject)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return Text(invocation.Instance) ?? method.ContainingType.Name;

        var receiver = invocation.Instance is null
            ? method.IsExtensionMethod && invocation.Arguments.Length > 0 ? Text(invocation.Arguments[0].Value) : method.ContainingType?.Name
            : invocation.Instance is IInstanceReferenceOperation ? null
            : Text(invocation.Instance);
        receiver ??= invocation.Instance is not IInstanceReferenceOperation && subject is { } thing ? _code.Values.MemberOf(thing)?.Name : null;
        return receiver is null ? method.Name : receiver + "." + method.Name;
    }

    /// <summary>What the user wrote, where it is short enough to name a thing.</summary>
    private static string? Text(IOperation? operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return local.Local.Name;

            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field:
                return field.Field.Name;
        }

        if (operation?.Syntax is not (IdentifierNameSyntax or MemberAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ThisExpressionSyntax))
            return null;

        var text = operation.Syntax.ToString().Replace("this.", string.Empty).Replace("!", string.Empty);
        return text.Length <= 60 && text.IndexOf('\n') < 0 ? text : null;
    }
}
