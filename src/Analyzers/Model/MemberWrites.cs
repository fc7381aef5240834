using Lifecycle.Analyzers.Model.Simulation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Where the code of one type writes its members, and what.</summary>
internal sealed class MemberWrites
{
    private readonly Dictionary<ISymbol, List<MemberWrite>> _writes = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _type;
    private readonly bool _knowsInitializers;

    private MemberWrites(INamedTypeSymbol type, bool knowsInitializers)
    {
        _type = type;
        _knowsInitializers = knowsInitializers;
    }

    /// <summary>Reads what the host has collected: every body and every initializer.</summary>
    public static MemberWrites Of(CloseModel model)
    {
        var writes = new MemberWrites(model.Type, knowsInitializers: true);
        foreach (var (member, block) in model.Bodies)
            writes.Collect(member, block);

        return writes;
    }

    /// <summary>Reads the methods of a type that is not under analysis itself.</summary>
    public static MemberWrites Of(INamedTypeSymbol type, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var writes = new MemberWrites(type, knowsInitializers: false);
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && scope.Bodies.TryGet(method, cancellationToken) is { } body)
                writes.Collect(method, body.Root);
        }

        return writes;
    }

    /// <summary>
    /// The value that a member has until a close member writes it: its initializer's or the default. Null when that is no
    /// constant, or when other code may write it.
    /// </summary>
    public AbstractValue? StartOf(ISymbol member, CloseMembers writers)
    {
        if (!_knowsInitializers || !IsWrittenHereOnly(member))
            return null;

        var start = Constants.DefaultOf(TypeOf(member));
        foreach (var write in WritesOf(member))
        {
            if (write.IsInitializer)
                start = write.Value is null ? null : Constants.Of(write.Value);
            else if (!writers.Contains(MemberAround(write.Writer)))
                return null;
        }

        return start;
    }

    /// <summary>What methods outside of the set write to a member once the instance is made; null when none does.</summary>
    public ValueFact? ByOthers(ISymbol member, HashSet<ISymbol> entered)
    {
        ValueFact? written = null;
        foreach (var write in WritesOf(member))
        {
            var isOther = !write.IsInitializer && !write.IsInConstructor && !entered.Contains(write.Writer);
            if (!isOther)
                continue;

            var fact = write.Value is null ? null : Constants.Of(write.Value) switch
            {
                { Kind: ValueKind.Constant } constant => ValueFact.Nothing with { Min = constant.Number, Max = constant.Number },
                { Kind: ValueKind.Null } => ValueFact.Nothing with { IsNull = true },
                _ => write.Value is IObjectCreationOperation ? ValueFact.Present : null,
            };
            if (fact is null)
                return ValueFact.Nothing;

            written = written is null ? fact : written.Join(fact);
        }

        return written;
    }

    /// <summary>
    /// True when the member holds what it was given: a primary constructor's parameter, or a member to which nothing but
    /// parameters is ever assigned.
    /// </summary>
    public bool IsBorrowed(ISymbol member)
    {
        if (member is IParameterSymbol)
            return true;

        var isAssigned = false;
        foreach (var write in WritesOf(member))
        {
            isAssigned = true;
            if (!IsGiven(write.Value))
                return false;
        }

        // What nobody here assigns is set from outside.
        return isAssigned || member is IPropertySymbol { SetMethod.DeclaredAccessibility: not Accessibility.Private };
    }

    /// <summary>True when a close member writes the member.</summary>
    public bool IsWrittenBy(ISymbol member, CloseMembers writers)
    {
        foreach (var write in WritesOf(member))
        {
            if (writers.Contains(MemberAround(write.Writer)))
                return true;
        }

        return false;
    }

    /// <summary>The member that a lambda or local function stands in.</summary>
    private static ISymbol MemberAround(ISymbol writer)
    {
        while (writer is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } function)
            writer = function.ContainingSymbol;

        return writer;
    }

    private static bool IsGiven(IOperation? value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;

                // `given ?? throw ..`
                case ICoalesceOperation { WhenNull: IThrowOperation or IConversionOperation { Operand: IThrowOperation } } coalesce:
                    value = coalesce.Value;
                    break;

                default:
                    return value is IParameterReferenceOperation;
            }
        }
    }

    private bool IsWrittenHereOnly(ISymbol member)
    {
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, _type.OriginalDefinition) || member.IsStatic)
            return false;

        return member switch
        {
            IFieldSymbol field => field.DeclaredAccessibility == Accessibility.Private,
            IPropertySymbol property => property.DeclaredAccessibility == Accessibility.Private
                || property.SetMethod is null
                || property.SetMethod.DeclaredAccessibility == Accessibility.Private,
            _ => false,
        };
    }

    private static ITypeSymbol? TypeOf(ISymbol member)
    {
        return (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
    }

    private IReadOnlyList<MemberWrite> WritesOf(ISymbol member)
    {
        return _writes.TryGetValue(member.OriginalDefinition, out var writes) ? writes : Array.Empty<MemberWrite>();
    }

    private void Collect(ISymbol writer, IOperation root)
    {
        switch (root)
        {
            case IFieldInitializerOperation field:
                foreach (var initialized in field.InitializedFields)
                    Add(initialized, new MemberWrite(writer, field.Value) { IsInitializer = true });

                break;

            case IPropertyInitializerOperation property:
                foreach (var initialized in property.InitializedProperties)
                    Add(initialized, new MemberWrite(writer, property.Value) { IsInitializer = true });

                break;
        }

        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation assignment:
                    Add(writer, assignment.Target, assignment.Value);
                    break;

                case ICoalesceAssignmentOperation assignment:
                    Add(writer, assignment.Target, assignment.Value);
                    break;

                case ICompoundAssignmentOperation assignment:
                    Add(writer, assignment.Target, value: null);
                    break;

                case IIncrementOrDecrementOperation increment:
                    Add(writer, increment.Target, value: null);
                    break;

                case IDeconstructionAssignmentOperation deconstruction:
                    AddParts(writer, deconstruction);
                    break;

                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    Add(writer, argument.Value, Exchanged(argument));
                    break;
            }
        }
    }

    /// <summary>What an atomic method is given to write; null when the call may write anything.</summary>
    private static IOperation? Exchanged(IArgumentOperation argument)
    {
        if (argument.Parent is not IInvocationOperation { TargetMethod.Name: "Exchange" or "CompareExchange" or "Write" } invocation)
            return null;

        foreach (var other in invocation.Arguments)
        {
            if (other.Parameter?.Ordinal == 1)
                return other.Value;
        }

        return null;
    }

    private void AddParts(ISymbol writer, IDeconstructionAssignmentOperation deconstruction)
    {
        if (deconstruction.Target is not ITupleOperation targets)
            return;

        var value = deconstruction.Value is IConversionOperation conversion ? conversion.Operand : deconstruction.Value;
        var parts = value as ITupleOperation;
        for (var i = 0; i < targets.Elements.Length; i++)
            Add(writer, targets.Elements[i], parts is not null && i < parts.Elements.Length ? parts.Elements[i] : null);
    }

    private void Add(ISymbol writer, IOperation target, IOperation? value)
    {
        ISymbol? member = target switch
        {
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        if (member is null)
            return;

        var function = FunctionAround(target);
        Add(member, new MemberWrite((function ?? writer).OriginalDefinition, value)
        {
            IsInConstructor = function is null && writer is IMethodSymbol { MethodKind: MethodKind.Constructor },
        });
    }

    private void Add(ISymbol member, MemberWrite write)
    {
        var definition = member.OriginalDefinition;
        if (!_writes.TryGetValue(definition, out var writes))
            _writes.Add(definition, writes = new List<MemberWrite>());

        writes.Add(write);
    }

    /// <summary>The lambda or local function that an operation is in: it runs at another time than the member around it.</summary>
    private static IMethodSymbol? FunctionAround(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;

                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return null;
    }

    /// <summary>One write.</summary>
    /// <param name="Writer">The method, function or initializer whose code writes.</param>
    /// <param name="Value">What is written; null when it is not known.</param>
    private sealed record MemberWrite(ISymbol Writer, IOperation? Value)
    {
        public bool IsInitializer { get; init; }

        public bool IsInConstructor { get; init; }
    }
}
