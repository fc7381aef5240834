using System.Collections.Immutable;
using Lifecycle.Analyzers.Finalizers;
using Lifecycle.Analyzers.IdempotentClose;
using Lifecycle.Analyzers.Ownership;
using Lifecycle.Analyzers.Usage;

namespace Lifecycle.Analyzers;

/// <summary>Which rules each host runs, in the order of their ids. A rule that is missing here fails a convention test.</summary>
internal static class RuleList
{
    public static readonly ImmutableArray<TypeRule> TypeRules = ImmutableArray.Create<TypeRule>(
        new FinalizerSchedulesAsyncWork(),
        new FinalizerBlocksOnAsyncWork(),
        new DisposeAsyncUnguarded(),
        new CloseGuardIneffective(),
        new CloseGuardNotAtomic(),
        new CloseGuardNotShared(),
        new DisposeUnsafeToRepeat(),
        new BaseCloseNotCalled(),
        new CloseDefeatsItself(),
        new UseWithoutClosedCheck(),
        new DisposeAsyncCoreMissing(),
        new DisposeAsyncUnguardedSafe(),
        new OwnedMemberNeverClosed());

    public static readonly ImmutableArray<BodyRule> BodyRules = ImmutableArray.Create<BodyRule>(
        new OwnedLocalNotClosed(),
        new CreatedAndDropped(),
        new OwnedValueOverwritten(),
        new BorrowedValueClosed(),
        new HttpClientPerCall(),
        new HttpClientInstanceRegistered(),
        new HttpResponseNotClosed(),
        new TaskOutlivesResource(),
        new UseAfterClose(),
        new ClosedTwice());
}
