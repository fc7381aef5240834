using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>What models and rules share while one compilation is analysed. Immutable but for its caches.</summary>
internal sealed class AnalysisScope
{
    public AnalysisScope(Compilation compilation, KnownTypes types, LifecycleOptions options, EnabledRules enabled, ImmutableArray<ResourceKind> followed, OwnershipTable? userKnowledge = null)
    {
        Compilation = compilation;
        Types = types;
        Options = options;
        Enabled = enabled;
        Followed = followed;
        Bodies = new BodySource(compilation);
        Ownership = new OwnershipKnowledge(this, userKnowledge);
        Resources = new ResourceKinds(this);
        Contracts = new MethodContracts(this);
        KeptOpen = new KeptOpen(this);
        DerivedTypes = new DerivedTypes(compilation);
        var words = new SourceWords(compilation);
        ClosedNames = new ClosedMemberNames(words);
        Borrowed = new BorrowedMembers(this);
        ClosingParameters = new ClosingParameters(this);
        Uses = new SourceUses(words);
        Recurring = new RecurringCalls(types);
    }

    public Compilation Compilation { get; }
    public KnownTypes Types { get; }
    public LifecycleOptions Options { get; }
    public EnabledRules Enabled { get; }
    public ImmutableArray<ResourceKind> Followed { get; }
    public BodySource Bodies { get; }
    public OwnershipKnowledge Ownership { get; }
    public ResourceKinds Resources { get; }
    public MethodContracts Contracts { get; }
    public KeptOpen KeptOpen { get; }
    public DerivedTypes DerivedTypes { get; }
    public ClosedMemberNames ClosedNames { get; }
    public BorrowedMembers Borrowed { get; }
    public ClosingParameters ClosingParameters { get; }
    public SourceUses Uses { get; }
    public RecurringCalls Recurring { get; }

    /// <summary>True when a rule asks what becomes of values after their close.</summary>
    public bool FollowsClosedValues => Enabled.Contains(Rules.UseAfterClose) || Enabled.Contains(Rules.ClosedTwice);

    public Effects Effects { get; } = new();

    /// <summary>True when somebody asks which tasks outlive what they work with.</summary>
    public bool FollowsTasks => Enabled.Contains(Rules.TaskOutlivesResource);

    /// <summary>What repeating a method of a type means, by the depth from which it was asked.</summary>
    public ConcurrentDictionary<(ISymbol Method, ISymbol Type, int Depth), Effect> CloseSummaries { get; } = new();
}
