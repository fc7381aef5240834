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
    private readonly MemberUses _uses;

    private OwnedMembers(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _values = new MemberValues(scope, cancellationToken);
        _uses = new MemberUses(scope, cancellationToken);
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
            if (member is IFieldSymbol { IsStatic: false, IsConst: false } field && CanHoldResource(field.Type, scope))
                finder.AddCandidate(field.AssociatedSymbol as IPropertySymbol ?? (ISymbol)field);
        }

        if (finder._candidates.Count == 0)
            return ImmutableArray<OwnedMember>.Empty;

        var ordered = new List<IOperation>[bodies.Length];
        for (var index = 0; index < bodies.Length; index++)
        {
            ordered[index] = OperationOrder.ChildrenFirst(bodies[index].Block);
            finder._values.Prepare(type, ordered[index]);
        }

        for (var index = 0; index < bodies.Length; index++)
            finder.ReadValues(bodies[index].Member, ordered[index]);

        // How a member is used matters only for those that own something, which few do.
        if (finder._evidence.Values.Any(static evidence => evidence.CreatedIn is not null))
        {
            for (var index = 0; index < bodies.Length; index++)
                finder.ReadUses(bodies[index].Member, bodies[index].Block, ordered[index]);
        }

        return finder.Judge();
    }

    /// <summary>The first glance at a member: its type is that of a resource, or an interface behind which one may hide.</summary>
    public static bool CanHoldResource(ITypeSymbol type, AnalysisScope scope)
    {
        return scope.Resources.IsFollowed(type) || type is { TypeKind: TypeKind.Interface, SpecialType: SpecialType.None } or { SpecialType: SpecialType.System_IDisposable or SpecialType.System_Object };
    }

    private void AddCandidate(ISymbol member)
    {
        _candidates.Add(member);
        _evidence.Add(member, new Evidence());
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
                case IAssignmentOperation assignment when MemberOf(assignment.Target) is { } target:
                    Assigned(target, assignment.Value, body);
                    break;
            }
        }
    }

    private void ReadUses(ISymbol body, IOperation block, List<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is IAssignmentOperation assignment && MemberOf(assignment.Target) is { } target && OwnerOf(target) is { } assigned)
                assigned.IsClosed |= _uses.IsHolderGivenAway(assignment.Value, block) || IsTakenOut(assignment, target, body);

            // Another instance of the type counts too: static void Close(C c) => c._http.Dispose();
            if (operation is IMemberReferenceOperation reference && OwnerOf(reference.Member.OriginalDefinition) is { } used)
            {
                used.ShowIn(body, reference.Type);
                used.IsClosed |= !IsTarget(reference) && _uses.ClosesOrHandsOn(reference, block);
            }
        }
    }

    private Evidence? OwnerOf(ISymbol member)
    {
        return _evidence.TryGetValue(member, out var evidence) && evidence.CreatedIn is not null ? evidence : null;
    }

    private void Assigned(ISymbol member, IOperation value, ISymbol body)
    {
        if (_evidence.TryGetValue(member, out var evidence) && _values.OwnershipOf(value) is { } ownership)
            evidence.Add(ownership, body);
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
        return reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
    }

    private ImmutableArray<OwnedMember> Judge()
    {
        var owned = ImmutableArray.CreateBuilder<OwnedMember>();
        foreach (var member in _candidates)
        {
            var evidence = _evidence[member];
            if (evidence.CreatedIn is { } createdIn)
                owned.Add(new OwnedMember(member, evidence.Kind, evidence.Ownership, createdIn, evidence.IsClosed, evidence.ShownBy));
        }

        return owned.ToImmutable();
    }

    private sealed class Evidence
    {
        private bool _isAlsoGiven;
        private bool _isConditional;

        public ISymbol? CreatedIn { get; private set; }

        public ResourceKind Kind { get; private set; }

        public bool IsClosed { get; set; }

        public ImmutableArray<ISymbol> ShownBy { get; private set; } = ImmutableArray<ISymbol>.Empty;

        public MemberOwnership Ownership => _isAlsoGiven || _isConditional ? MemberOwnership.Conditional : MemberOwnership.Always;

        /// <summary>Notes a getter or method that reads the member and returns a value of its type.</summary>
        public void ShowIn(ISymbol body, ITypeSymbol? type)
        {
            if (body is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.Ordinary } method || !SymbolEqualityComparer.Default.Equals(method.ReturnType, type))
                return;

            var shown = method.AssociatedSymbol ?? method;
            if (!ShownBy.Contains(shown, SymbolEqualityComparer.Default))
                ShownBy = ShownBy.Add(shown);
        }

        public void Add(MemberValue value, ISymbol body)
        {
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
