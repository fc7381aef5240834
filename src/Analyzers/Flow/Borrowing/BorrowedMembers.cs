using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Says where the values of fields and auto-properties of the source come from, by everything that their type assigns to
/// them. Asked for the few members that some body closes.
/// </summary>
internal sealed class BorrowedMembers
{
    private readonly AnalysisScope _scope;
    private readonly ConcurrentDictionary<ISymbol, ValueOrigin> _origins = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _shared = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, MemberSetters> _setters = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, WritingMembers> _writers = new(SymbolEqualityComparer.Default);

    public BorrowedMembers(AnalysisScope scope)
    {
        _scope = scope;
    }

    /// <summary>The origin of what an instance member holds.</summary>
    public ValueOrigin OfMember(ISymbol member, OriginDepth depth, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        if (_origins.TryGetValue(definition, out var known))
            return known;

        if (depth.IsExhausted)
            return ValueOrigin.Unknown;

        var origin = Read(definition, depth.Next(), cancellationToken);
        return depth.IsStart ? _origins.GetOrAdd(definition, origin) : origin;
    }

    /// <summary>Whether all that a type assigns to one of its members is made by the type itself, and who else can set it.</summary>
    public MemberSetters SettersOf(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        return _setters.TryGetValue(definition, out var known) ? known : _setters.GetOrAdd(definition, FindSetters(definition, cancellationToken));
    }

    /// <summary>True for a static member of the source that gets one value, at the start or when it is first needed.</summary>
    public bool IsShared(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        return _shared.TryGetValue(definition, out var known) ? known : _shared.GetOrAdd(definition, IsSetOnce(definition, cancellationToken));
    }

    /// <summary>True for a state of the type: a member that is written after the object is made.</summary>
    public bool ChangesLater(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        if (definition is IPropertySymbol { GetMethod: { } getter } property && !property.IsAutomatic())
        {
            return _scope.Bodies.TryGet(getter, cancellationToken) is { } body
                && OperationOrder.Any(body.Root, operation => operation is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field && ChangesLater(field.Field, cancellationToken));
        }

        if (definition.DeclaringSyntaxReferences.IsEmpty || definition is IFieldSymbol { IsReadOnly: true })
            return false;

        foreach (var body in WritersOf(definition, cancellationToken))
        {
            if (body is { Member: IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.PropertySet) } }
                && OperationOrder.Any(body.Root, operation => MemberWrite.TryRead(operation, definition, _scope.Types) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a call whose result somebody else closes: a service provider, or a factory that the user named.</summary>
    public bool IsProvider(IMethodSymbol method)
    {
        var declared = (method.ReducedFrom ?? method).OriginalDefinition;
        var types = _scope.Types;
        return _scope.Ownership.TryGet(declared) is { ReturnsBorrowed: true }
            || IsOf(declared, types.IServiceProvider)
            || IsOf(declared, types.IKeyedServiceProvider)
            || IsOf(declared, types.ServiceProviderServiceExtensions) && declared.Name is "GetService" or "GetRequiredService"
            || IsOf(declared, types.ServiceProviderKeyedServiceExtensions) && declared.Name is "GetKeyedService" or "GetRequiredKeyedService";
    }

    private static bool IsOf(IMethodSymbol method, INamedTypeSymbol? type)
    {
        return type is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
    }

    private ValueOrigin Read(ISymbol member, OriginDepth depth, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.IsEmpty || OwnershipAnnotations.IsClosed(member) || MayBeSetByOthers(member))
            return ValueOrigin.Unknown;

        var result = ValueOrigin.Null;
        if (_scope.Bodies.TryGetInitializer(member, cancellationToken) is { } initializer)
            result = OfInitializer(initializer, depth, cancellationToken);

        foreach (var body in WritersOf(member, cancellationToken))
        {
            if (body is null)
                return ValueOrigin.Unknown;

            var reader = new OriginReader(body, _scope, depth, cancellationToken);
            foreach (var operation in OperationOrder.ChildrenFirst(body.Root))
            {
                if (MemberWrite.TryRead(operation, member, _scope.Types) is { } write)
                    result = ValueOrigin.Either(result, OfWrite(write, body, reader, depth, cancellationToken));
            }
        }

        return result;
    }

    private ValueOrigin OfInitializer(MethodBody initializer, OriginDepth depth, CancellationToken cancellationToken)
    {
        var value = initializer.Root is ISymbolInitializerOperation root ? root.Value : initializer.Root;
        return AsGiven(new OriginReader(initializer, _scope, depth, cancellationToken).Of(value));
    }

    private ValueOrigin OfWrite(MemberWrite write, MethodBody body, OriginReader reader, OriginDepth depth, CancellationToken cancellationToken)
    {
        if (write.Value is not { } value)
            return ValueOrigin.Unknown;

        var origin = AsGiven(reader.Of(value));
        if (origin is { Kinds: Origins.Given, Source: IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter })
            origin = ValueOrigin.Either(origin, OfChain(parameter, depth, cancellationToken));

        // A member that is given another value later is looked after by its type: it may well be its own by then.
        return origin == ValueOrigin.Null || body.Member is IMethodSymbol { MethodKind: MethodKind.Constructor } || !origin.Has(Origins.Own)
            ? origin
            : ValueOrigin.Unknown;
    }

    /// <summary>What the other constructors of the type give it: <c>: this(new HttpClient())</c></summary>
    private ValueOrigin OfChain(IParameterSymbol parameter, OriginDepth depth, CancellationToken cancellationToken)
    {
        var result = ValueOrigin.Null;
        foreach (var constructor in parameter.ContainingType.InstanceConstructors)
        {
            if (_scope.Bodies.TryGet(constructor, cancellationToken) is not { Root: IConstructorBodyOperation { Initializer: IExpressionStatementOperation { Operation: IInvocationOperation call } } } body
                || !SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, parameter.ContainingSymbol))
            {
                continue;
            }

            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter?.Ordinal == parameter.Ordinal && new OriginReader(body, _scope, depth, cancellationToken).Of(argument.Value) is { Kinds: Origins.Own } own)
                    result = own;
            }
        }

        return result;
    }

    private static ValueOrigin AsGiven(ValueOrigin origin)
    {
        return origin.Has(Origins.Parameter) ? origin with { Kinds = (origin.Kinds & ~Origins.Parameter) | Origins.Given } : origin;
    }

    private MemberSetters FindSetters(ISymbol member, CancellationToken cancellationToken)
    {
        if (!GetsOnlyOwn(member, OriginDepth.Start, cancellationToken))
            return MemberSetters.Unknown;

        return MayBeSetByOthers(member) ? MemberSetters.TypeAndOthers : MemberSetters.TypeAlone;
    }

    private bool GetsOnlyOwn(ISymbol member, OriginDepth depth, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.IsEmpty || depth.IsExhausted)
            return false;

        if (_scope.Bodies.TryGetInitializer(member, cancellationToken) is { } initializer && OfInitializer(initializer, depth, cancellationToken) is { Kinds: not (Origins.Own or Origins.None) })
            return false;

        foreach (var body in WritersOf(member, cancellationToken))
        {
            if (body is null)
                return false;

            var reader = new OriginReader(body, _scope, depth, cancellationToken);
            foreach (var operation in OperationOrder.ChildrenFirst(body.Root))
            {
                if (MemberWrite.TryRead(operation, member, _scope.Types) is { } write && !IsOwn(write, operation, body, reader, depth, cancellationToken))
                    return false;
            }
        }

        return true;
    }

    private bool IsOwn(MemberWrite write, IOperation place, MethodBody body, OriginReader reader, OriginDepth depth, CancellationToken cancellationToken)
    {
        // TryMake(out _client)
        if (write.Value is not { } value)
            return place is IArgumentOperation && FreshValues.KindOf(place, _scope, InferenceStack.Start(), cancellationToken) != ResourceKind.None;

        if (reader.Of(value).Kinds is Origins.Own or Origins.None)
            return true;

        // What a setter is given is what the type assigns to the property, when nobody else can.
        return value is IParameterReferenceOperation
            && body.Member is IMethodSymbol { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol { IsIndexer: false } property }
            && !MayBeSetByOthers(property)
            && GetsOnlyOwn(property, depth.Next(), cancellationToken);
    }

    private bool IsSetOnce(ISymbol member, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.IsEmpty || OwnershipAnnotations.IsClosed(member) || MayBeSetByOthers(member))
            return false;

        foreach (var body in WritersOf(member, cancellationToken))
        {
            if (body is null)
                return false;

            if (body.Member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor })
                continue;

            foreach (var operation in OperationOrder.ChildrenFirst(body.Root))
            {
                if (MemberWrite.TryRead(operation, member, _scope.Types) is { } && operation is not ICoalesceAssignmentOperation)
                    return false;
            }
        }

        return true;
    }

    private IEnumerable<MethodBody?> WritersOf(ISymbol member, CancellationToken cancellationToken)
    {
        var type = member.ContainingType;
        var writers = _writers.GetOrAdd(type, _ => new WritingMembers(type, cancellationToken));
        foreach (var writer in writers.Of(member.Name))
            yield return writer is IMethodSymbol method ? _scope.Bodies.TryGet(method, cancellationToken) : null;
    }

    private static bool MayBeSetByOthers(ISymbol member)
    {
        return member switch
        {
            IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
            IFieldSymbol { IsReadOnly: false } => member.DeclaredAccessibility != Accessibility.Private,
            _ => false,
        };
    }
}
