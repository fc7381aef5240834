using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Finds the members of a type that own a resource, from what the type's bodies assign to them, and whether any body
/// closes them. Ownership is evidence in source: a value from a parameter, a factory or an unknown call is borrowed.
/// </summary>
internal sealed class OwnedMembers
{
    private readonly Dictionary<ISymbol, Evidence> _evidence = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _candidates = [];
    private readonly MemberValues _values;
    private readonly KnownTypes _types;
    private readonly MemberUses _uses;
    private readonly ElementValues _elementValues;
    private readonly ElementUses _elementUses;

    private OwnedMembers(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _values = new MemberValues(scope, cancellationToken);
        _types = scope.Types;
        _uses = new MemberUses(scope, cancellationToken);
        _elementValues = new ElementValues(_values, scope, cancellationToken);
        _elementUses = new ElementUses(_uses, scope, cancellationToken);
    }

    /// <summary>The members that own a resource which is followed, in the order of the source.</summary>
    public static ImmutableArray<OwnedMember> Find(
        INamedTypeSymbol type,
        ImmutableArray<(ISymbol Member, IOperation Block)> bodies,
        AnalysisScope scope,
        CancellationToken cancellationToken)
    {
        var finder = new OwnedMembers(scope, cancellationToken);
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field)
                continue;

            var element = ElementOf(field.Type, scope);
            if (element is not null || IsValue(field.Type, scope))
                finder.AddCandidate(field.AssociatedSymbol as IPropertySymbol ?? (ISymbol)field, element);
        }

        if (finder._candidates.Count == 0)
            return ImmutableArray<OwnedMember>.Empty;

        var ordered = new List<IOperation>[bodies.Length];
        for (var index = 0; index < bodies.Length; index++)
        {
            ordered[index] = OperationOrder.ChildrenFirst(bodies[index].Block, MemberValues.MayGive);
            finder._values.Prepare(type, ordered[index]);
        }

        for (var index = 0; index < bodies.Length; index++)
            finder.ReadValues(bodies[index].Member, ordered[index]);

        // How a member is used matters only for those that own something, which few do.
        if (finder._evidence.Values.Any(static evidence => evidence.CreatedIn is not null))
        {
            for (var index = 0; index < bodies.Length; index++)
                finder.ReadUses(bodies[index].Member, bodies[index].Block, OperationOrder.ChildrenFirst(bodies[index].Block));
        }

        return finder.Judge();
    }

    /// <summary>The first glance at a member: its type is that of a resource, an interface behind which one may hide, or a collection of such.</summary>
    public static bool CanHoldResource(ITypeSymbol type, AnalysisScope scope)
    {
        return IsValue(type, scope) || ElementOf(type, scope) is not null;
    }

    /// <summary>The type of what lies in a collection; null for a type that holds none, or that closes what it holds.</summary>
    private static ITypeSymbol? ElementOf(ITypeSymbol type, AnalysisScope scope)
    {
        return ElementTypes.Of(type, scope.Types) is { } element && IsValue(element, scope) && scope.Resources.Of(type) == ResourceKind.None ? element : null;
    }

    private static bool IsValue(ITypeSymbol type, AnalysisScope scope)
    {
        return scope.Resources.IsFollowed(type) || type is { TypeKind: TypeKind.Interface, SpecialType: SpecialType.None } or { SpecialType: SpecialType.System_IDisposable or SpecialType.System_Object };
    }

    private void AddCandidate(ISymbol member, ITypeSymbol? element)
    {
        _candidates.Add(member);
        _evidence.Add(member, new Evidence(element));
    }

    private void ReadValues(ISymbol body, List<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case IFieldInitializerOperation initializer:
                    foreach (var field in initializer.InitializedFields)
                        Assigned(field, initializer.Value, body);
                    break;
                case IPropertyInitializerOperation initializer:
                    foreach (var property in initializer.InitializedProperties)
                        Assigned(property, initializer.Value, body);
                    break;
                case IDeconstructionAssignmentOperation { Target: ITupleOperation targets, Value: { } source } when TupleOf(source) is { } values && values.Elements.Length == targets.Elements.Length:
                    for (var index = 0; index < targets.Elements.Length; index++)
                    {
                        if (MemberOf(targets.Elements[index]) is { } member)
                            Assigned(member, values.Elements[index], body);
                    }

                    break;
                case IAssignmentOperation assignment when MemberOf(assignment.Target) is { } target:
                    Assigned(target, assignment.Value, body);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when MemberOf(argument.Value) is { } target && _values.IsMade(argument):
                    Assigned(target, argument, body);
                    break;
                case IAssignmentOperation assignment when OwnCollections.HolderOf(assignment.Target) is { } holder && CollectionOf(holder) is { } collection:
                    collection.Add(_elementValues.OfElement(assignment.Value), body);
                    break;
                case IInvocationOperation { Instance: { } instance } call when CollectionOf(instance) is { Element: { } element } collection:
                    foreach (var argument in call.Arguments)
                        collection.Add(_elementValues.OfArgument(argument, element), body);

                    break;
            }
        }
    }

    private void ReadUses(ISymbol body, IOperation block, List<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is IAssignmentOperation assignment && MemberOf(assignment.Target) is { } target && OwnerOf(target) is { } assigned)
                assigned.IsClosed |= _uses.IsHolderGivenAway(assignment.Value, target, block) || IsTakenOut(assignment, target, body);

            // Another instance of the type counts too: static void Close(C c) => c._http.Dispose();
            if (operation is IMemberReferenceOperation reference && OwnerOf(reference.Member.OriginalDefinition) is { } used)
            {
                used.ShowIn(body, reference.Type, _types);
                used.IsClosed |= !IsTarget(reference) && (used.Element is null ? _uses.ClosesOrHandsOn(reference, block) : _elementUses.CloseOrHandOn(reference, block));
            }

            if (ElementPutIn(operation) is { } put && OwnerOf(put.Collection) is { Element: { } element } filled && put.Element.Type?.IsAssignableTo(element) == true)
                filled.IsClosed |= _uses.IsHolderGivenAway(put.Element, put.Collection, block);
        }
    }

    private Evidence? OwnerOf(ISymbol member)
    {
        return _evidence.TryGetValue(member, out var evidence) && evidence.CreatedIn is not null ? evidence : null;
    }

    private void Assigned(ISymbol member, IOperation value, ISymbol body)
    {
        // A sequence may remember its enumerator; it is for whoever enumerates to close.
        if (_evidence.TryGetValue(member, out var evidence) && body is not IMethodSymbol { Name: "GetEnumerator" or "GetAsyncEnumerator" })
            evidence.Add(evidence.Element is { } element ? _elementValues.OfCollection(value, element) : _values.OwnershipOf(value), body);
    }

    private Evidence? CollectionOf(IOperation holder)
    {
        return MemberOf(holder) is { } member && _evidence.TryGetValue(member, out var evidence) && evidence.Element is not null ? evidence : null;
    }

    private static (ISymbol Collection, IOperation Element)? ElementPutIn(IOperation operation)
    {
        var (holder, element) = operation switch
        {
            IArgumentOperation { Parent: IInvocationOperation { Instance: { } instance } } argument => (instance, argument.Value),
            ISimpleAssignmentOperation assignment => (OwnCollections.HolderOf(assignment.Target), assignment.Value),
            _ => (null, null),
        };
        return holder is not null && element is not null && MemberOf(holder) is { } member ? (member, element) : null;
    }

    private static ITupleOperation? TupleOf(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value as ITupleOperation;
    }

    /// <summary><c>var c = _http; _http = null; return c;</c>: the caller has it from then on.</summary>
    private static bool IsTakenOut(IAssignmentOperation assignment, ISymbol member, ISymbol body)
    {
        return assignment.Value is { ConstantValue: { HasValue: true, Value: null } }
            && body is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            && SymbolEqualityComparer.Default.Equals(method.ReturnType, (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type);
    }

    private static ISymbol? MemberOf(IOperation operation)
    {
        return operation switch
        {
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => property.Property.OriginalDefinition,
            _ => null,
        };
    }


    private static bool IsTarget(IOperation reference)
    {
        while (reference.Parent is ITupleOperation)
            reference = reference.Parent;

        return reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
    }

    private ImmutableArray<OwnedMember> Judge()
    {
        var owned = ImmutableArray.CreateBuilder<OwnedMember>();
        foreach (var member in _candidates)
        {
            var evidence = _evidence[member];
            if (evidence.CreatedIn is { } createdIn)
                owned.Add(new OwnedMember(member, evidence.Kind, evidence.Ownership, createdIn, evidence.IsClosed, evidence.ShownBy, evidence.Element is not null));
        }

        return owned.ToImmutable();
    }

    private sealed class Evidence
    {
        private bool _isAlsoGiven;
        private bool _isConditional;

        public Evidence(ITypeSymbol? element)
        {
            Element = element;
        }

        /// <summary>The type of what lies in the collection that the member holds; null for a member that holds the value itself.</summary>
        public ITypeSymbol? Element { get; }

        public ISymbol? CreatedIn { get; private set; }

        public ResourceKind Kind { get; private set; }

        public bool IsClosed { get; set; }

        public ImmutableArray<ISymbol> ShownBy { get; private set; } = ImmutableArray<ISymbol>.Empty;

        public MemberOwnership Ownership => _isAlsoGiven || _isConditional ? MemberOwnership.Conditional : MemberOwnership.Always;

        /// <summary>Notes a getter or method that reads the member and returns a value of its type, or what lies in it.</summary>
        public void ShowIn(ISymbol body, ITypeSymbol? type, KnownTypes types)
        {
            if (body is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.Ordinary } method || !(Shows(method.ReturnType, type) || (Element is not null && Shows(ElementTypes.Of(method.ReturnType, types) ?? method.ReturnType, Element))))
                return;

            var shown = method.AssociatedSymbol ?? method;
            if (!ShownBy.Contains(shown, SymbolEqualityComparer.Default))
                ShownBy = ShownBy.Add(shown);
        }

        private static bool Shows(ITypeSymbol returned, ITypeSymbol? held)
        {
            return SymbolEqualityComparer.Default.Equals(returned, held);
        }

        public void Add(MemberValue? given, ISymbol body)
        {
            if (given is not { } value)
                return;

            if (value.Ownership == MemberOwnership.Borrowed)
            {
                _isAlsoGiven = true;
                return;
            }

            if (Kind != ResourceKind.HttpClient)
                Kind = value.Kind;

            _isConditional |= value.Ownership == MemberOwnership.Conditional;
            CreatedIn ??= body;
        }
    }
}
