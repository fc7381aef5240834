using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>What the other members of a type mean for one of its fields or properties: may it be open when a function is called, and is it after?</summary>
internal sealed class EntryStates
{
    private const int MaximumFunctions = 32;

    private readonly ISymbol _member;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly RepeatedRuns _repeated;
    private readonly Dictionary<ISymbol, bool> _entries = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _exits = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _losing = new(SymbolEqualityComparer.Default);

    public EntryStates(ISymbol member, MemberSetters setters, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _member = member;
        Setters = setters;
        _scope = scope;
        _cancellationToken = cancellationToken;
        Changes = new MemberChanges(member, scope, cancellationToken);
        _repeated = new RepeatedRuns(Changes, scope);
    }

    public MemberSetters Setters { get; }

    public MemberChanges Changes { get; }

    /// <summary>True when the member may hold an open value where the body of the graph, or a function within it, begins.</summary>
    public bool MayBeOpenIn(ControlFlowGraph graph, IMethodSymbol method)
    {
        return graph.OriginalOperation switch
        {
            IAnonymousFunctionOperation function => _repeated.Of(function),
            ILocalFunctionOperation function => Ask(_entries, function.Symbol, IsOpenAtSomeCall),
            _ => MayBeOpenIn(method),
        };
    }

    /// <summary>
    /// True when the member may hold an open value where the method begins. Others may call what they can reach at any time;
    /// what the framework calls, it calls once. A private method is called where its type says.
    /// </summary>
    private bool MayBeOpenIn(IMethodSymbol method)
    {
        return Ask(_entries, method, IsOpenAtEntry);
    }

    /// <summary>True when the member may be open after a call, whatever it held before.</summary>
    public bool IsOpenAfter(IInvocationOperation call)
    {
        return MemberChanges.IsOwn(call) && IsOpenAfter(call.TargetMethod);
    }

    /// <summary>True when the method ends, on some path, with a value of its own in the member.</summary>
    public bool IsOpenAfter(IMethodSymbol method)
    {
        return Changes.MayChange(method) && Ask(_exits, method, LeavesOpen);
    }

    /// <summary>True for a setter that puts what it is given into the member and forgets the value before.</summary>
    public bool IsLostBy(IMethodSymbol setter)
    {
        return Ask(_losing, setter, Loses);
    }

    /// <summary>Each question is answered once; one that comes up while it is being answered is not known.</summary>
    private static bool Ask(Dictionary<ISymbol, bool> answers, IMethodSymbol method, Func<IMethodSymbol, bool> answer)
    {
        var definition = method.OriginalDefinition;
        if (answers.TryGetValue(definition, out var known))
            return known;

        if (answers.Count >= MaximumFunctions)
            return false;

        answers.Add(definition, false);
        return answers[definition] = answer(definition);
    }

    private bool IsOpenAtEntry(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.Constructor)
            return StartsOpen(method);

        if (_repeated.IsPerTest(method))
            return _repeated.OfHook(method);

        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet) || LibraryCalls.Are(method, _scope))
            return false;

        var accessibility = method.AssociatedSymbol is { } property ? property.DeclaredAccessibility : method.DeclaredAccessibility;
        if (accessibility == Accessibility.Private)
            return method.MethodKind == MethodKind.Ordinary && IsOpenAtSomeCall(method);

        // A test calls what it likes, once.
        if (TestTypes.Is(method.ContainingType, _scope.Types))
            return false;

        // What others can set is known to be the type's own as long as they have not.
        return Setters == MemberSetters.TypeAlone || IsMadeByInitializer();
    }

    private bool LeavesOpen(IMethodSymbol method)
    {
        return FlowOf(method) is { } flow && flow.Run(method.MethodKind == MethodKind.Constructor && StartsOpen(method)).IsOpenAtExit;
    }

    private bool Loses(IMethodSymbol setter)
    {
        if (FlowOf(setter) is not { } flow)
            return false;

        foreach (var store in flow.Run(isOpenAtStart: true).OpenStores)
        {
            if (MemberStores.IsValueOf(store.Value, setter))
                return true;
        }

        return false;
    }

    private OpennessFlow? FlowOf(IMethodSymbol function)
    {
        if (_scope.Bodies.TryGetGraph(function, _cancellationToken) is not { } graph || _scope.Bodies.TryGet(MemberAround(function), _cancellationToken) is not { } body)
            return null;

        var flow = new OpennessFlow(_member, graph, body.Root, this, _scope, _cancellationToken);
        return flow.MayMatter ? flow : null;
    }

    private static IMethodSymbol MemberAround(IMethodSymbol function)
    {
        while (function is { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: IMethodSymbol outer })
            function = outer;

        return function;
    }

    /// <summary>Only what an initializer made is there when a constructor begins; one that calls another runs no initializers.</summary>
    private bool StartsOpen(IMethodSymbol constructor)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_cancellationToken) is not ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } })
                return false;
        }

        return IsMadeByInitializer();
    }

    private bool IsMadeByInitializer()
    {
        var initializer = _scope.Bodies.TryGetInitializer(_member, _cancellationToken)?.Root;
        var value = initializer is ISymbolInitializerOperation root ? root.Value : initializer;
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value is not null && FreshValues.KindOf(value, _scope, null, _cancellationToken) != ResourceKind.None;
    }

    /// <summary>A handler that is only subscribed has no call that could be read; when it runs is not known.</summary>
    private bool IsOpenAtSomeCall(IMethodSymbol method)
    {
        foreach (var place in _scope.Uses.CallsOf(method, _cancellationToken))
        {
            if (place is not InvocationExpressionSyntax
                || _scope.Bodies.TryGetMember(place, _cancellationToken) is not IMethodSymbol caller
                || MemberAround(caller) is not { IsStatic: false } member
                || !SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, _member.ContainingType)
                || _scope.Bodies.TryGetGraph(caller, _cancellationToken) is not { } graph
                || FlowOf(caller) is not { } flow)
            {
                continue;
            }

            if (flow.Run(MayBeOpenIn(graph, member)).IsOpenAt(place))
                return true;
        }

        return false;
    }
}
