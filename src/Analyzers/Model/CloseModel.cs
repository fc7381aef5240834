using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// What one type closes and how: its finalizer, its close members and the members that own a resource. The host hands
/// it the type's bodies; after <see cref="Complete"/> it does not change. Each concern is a class of its own, made when
/// the first rule asks for it.
/// </summary>
internal sealed class CloseModel
{
    private readonly ConcurrentQueue<(ISymbol Member, IOperation Block)> _collected = new();
    private CloseMembers? _members;
    private ImmutableArray<OwnedMember> _ownedMembers;
    private FinalizerPath? _finalizerPath;
    private ImmutableArray<CloseGuard> _guards;
    private ImmutableArray<CloseGuard> _synchronousGuards;

    public CloseModel(INamedTypeSymbol type, AnalysisScope scope)
    {
        Type = type;
        Scope = scope;
    }

    public INamedTypeSymbol Type { get; }

    public AnalysisScope Scope { get; }

    /// <summary>The bodies and initializers of the type, in the order of the source.</summary>
    public ImmutableArray<(ISymbol Member, IOperation Block)> Bodies { get; private set; } =
        ImmutableArray<(ISymbol Member, IOperation Block)>.Empty;

    public CloseMembers Members => _members ??= CloseMembers.Find(Type, Bodies, Scope.Types);

    /// <summary>The members that own a resource. Worked out when a rule first asks.</summary>
    public ImmutableArray<OwnedMember> GetOwnedMembers(CancellationToken cancellationToken)
    {
        if (_ownedMembers.IsDefault)
            _ownedMembers = OwnedMembers.Find(Type, Bodies, Scope, cancellationToken);

        return _ownedMembers;
    }

    /// <summary>What keeps a second call of each asynchronous close from doing the work again. Worked out when a rule first asks.</summary>
    public ImmutableArray<CloseGuard> GetGuards(CancellationToken cancellationToken)
    {
        if (_guards.IsDefault)
            _guards = CloseGuardFinder.Find(this, cancellationToken);

        return _guards;
    }

    /// <summary>The same for each synchronous close.</summary>
    public ImmutableArray<CloseGuard> GetSynchronousGuards(CancellationToken cancellationToken)
    {
        if (_synchronousGuards.IsDefault)
            _synchronousGuards = CloseGuardFinder.FindSynchronous(this, cancellationToken);

        return _synchronousGuards;
    }

    /// <summary>What the finalizer reaches; null when the type declares none. Worked out when a rule first asks.</summary>
    public FinalizerPath? GetFinalizerPath(CancellationToken cancellationToken)
    {
        return _finalizerPath ??= FinalizerPath.TryFollow(Type, Scope, cancellationToken);
    }

    /// <summary>True for an operation in the type's own code, in whichever part; false for that of a base class.</summary>
    public bool Declares(IOperation operation)
    {
        foreach (var part in Type.DeclaringSyntaxReferences)
        {
            if (part.SyntaxTree == operation.Syntax.SyntaxTree && part.Span.Contains(operation.Syntax.Span))
                return true;
        }

        return false;
    }

    /// <summary>The first glance: false when the type has no finalizer, no close member and no member that could own a resource.</summary>
    public static bool CanMatter(INamedTypeSymbol type, AnalysisScope scope)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return false;

        foreach (var member in type.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Destructor }:
                case IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation }:
                case IMethodSymbol { Name: "DisposeAsync" or "DisposeAsyncCore" or "Dispose" }:
                case IFieldSymbol { IsStatic: false, IsConst: false } field when OwnedMembers.CanHoldResource(field.Type, scope):
                    return true;
            }
        }

        return false;
    }

    public void AddBody(ISymbol member, IOperation block)
    {
        // The callbacks of a type also run for its nested types, which have a model of their own.
        if (SymbolEqualityComparer.Default.Equals(member.ContainingType, Type))
            _collected.Enqueue((member, block));
    }

    public void Complete(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bodies = _collected.ToArray();
        Array.Sort(bodies, static (left, right) => ComparePlaces(left.Block, right.Block));
        Bodies = ImmutableArray.Create(bodies);
        foreach (var (member, block) in bodies)
            Scope.Bodies.Add(member, block);
    }

    /// <summary>The compiler hands out the bodies in any order; findings come in the order of the source.</summary>
    private static int ComparePlaces(IOperation left, IOperation right)
    {
        var byFile = string.CompareOrdinal(left.Syntax.SyntaxTree.FilePath, right.Syntax.SyntaxTree.FilePath);
        return byFile != 0 ? byFile : left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart);
    }
}
