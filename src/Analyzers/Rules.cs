using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>
/// Every descriptor of the package, in the order of their ids. They are fields, and <see cref="Create"/> takes the id
/// first, because release tracking reads field initializers of that form only.
/// </summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor OptionValueIgnored = Create(
        "LIFE001",
        "An option value is ignored",
        "{0} is ignored: {1}",
        Families.Configuration,
        DiagnosticSeverity.Info,
        "An option of this package has a value that it cannot use, or a knowledge file a line. The default applies in its place.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor FinalizerSchedulesAsyncWork = Create(
        "LIFE101",
        "A finalizer schedules asynchronous work",
        "The finalizer of '{0}' schedules asynchronous work that nobody awaits ({1}); the loop or pool it lands on may be gone: close in a guarded DisposeAsync instead",
        Families.Finalizers,
        DiagnosticSeverity.Warning,
        "The collector decides when and whether a finalizer runs. Work that it schedules lands on whatever scheduler is there, fails where nobody sees it, and is lost at process exit.");

    public static readonly DiagnosticDescriptor FinalizerBlocksOnAsyncWork = Create(
        "LIFE102",
        "A finalizer blocks on asynchronous work",
        "The finalizer of '{0}' blocks on asynchronous work ({1}), which holds up every other finalizer of the process: close in a guarded DisposeAsync instead",
        Families.Finalizers,
        DiagnosticSeverity.Warning,
        "There is one finalizer thread. While it waits no other finalizer runs, and what it waits for may need one of them.");

    public static readonly DiagnosticDescriptor DisposeAsyncUnguarded = Create(
        "LIFE201",
        "DisposeAsync has no guard against a second call",
        "A second call of '{0}.DisposeAsync' repeats '{1}', {2}: claim a closed flag first",
        Families.IdempotentClose,
        DiagnosticSeverity.Warning,
        "IAsyncDisposable.DisposeAsync must ignore all calls after the first one. Containers, await using and explicit calls do close twice.");

    public static readonly DiagnosticDescriptor CloseGuardIneffective = Create(
        "LIFE202",
        "The guard of DisposeAsync does not guard",
        "The guard '{0}' does not keep a second call of '{1}.DisposeAsync' out: {2}",
        Families.IdempotentClose,
        DiagnosticSeverity.Warning,
        "A guard has to check one state and claim it before the first await and before any release work.");

    public static readonly DiagnosticDescriptor CloseGuardNotAtomic = Create(
        "LIFE203",
        "The guard of a close is not atomic",
        "The guard '{0}' of '{1}.{2}' is tested and then set, so two threads can both pass it: test and set it in one operation",
        Families.IdempotentClose,
        DiagnosticSeverity.Info,
        "Between the test of a flag and the write that claims it another thread may pass the test too. Interlocked.Exchange does both at once.");

    public static readonly DiagnosticDescriptor CloseGuardNotShared = Create(
        "LIFE204",
        "Dispose and DisposeAsync release the same resource behind different guards",
        "Dispose and DisposeAsync of '{0}' both release '{1}', and neither keeps the other out: {2}; share one guard",
        Families.IdempotentClose,
        DiagnosticSeverity.Warning,
        "A type that can be closed in two ways is closed in both, by a container and by its user. One guard in front of both releases each resource once.");

    public static readonly DiagnosticDescriptor DisposeUnsafeToRepeat = Create(
        "LIFE205",
        "Dispose does work that is unsafe to repeat, without a guard",
        "A second call of '{0}.Dispose' repeats '{1}', {2}: claim a closed flag first",
        Families.IdempotentClose,
        DiagnosticSeverity.Info,
        "IDisposable.Dispose must ignore all calls after the first one. using statements, containers and owners that close what their parts close do call it twice.");

    public static readonly DiagnosticDescriptor BaseCloseNotCalled = Create(
        "LIFE206",
        "An override of a close member does not call its base",
        "'{0}.{1}' {2} 'base.{1}', so what '{3}' holds stays open: call it last",
        Families.IdempotentClose,
        DiagnosticSeverity.Warning,
        "Who overrides a close member replaces the close of the base. The base releases what is its own only when it is called.");

    public static readonly DiagnosticDescriptor CloseDefeatsItself = Create(
        "LIFE207",
        "A close calls a member that does nothing once the close has begun",
        "The close of '{0}' claims '{1}' and then calls '{2}', which {3} because of that, so '{4}' is never reached: call a core that does not test '{1}'",
        Families.IdempotentClose,
        DiagnosticSeverity.Warning,
        "A member that tests the closed state returns or throws at once when the close itself calls it after claiming that state, and what it should release stays open.");

    public static readonly DiagnosticDescriptor UseWithoutClosedCheck = Create(
        "LIFE208",
        "A public member uses what the close releases without asking whether it is closed",
        "'{0}.{1}' uses '{2}', which the close releases, and does not ask '{3}': throw ObjectDisposedException when it is set",
        Families.IdempotentClose,
        DiagnosticSeverity.Hidden,
        "Who uses a closed object is told best by an ObjectDisposedException with the name of that object, thrown where it is used.");

    public static readonly DiagnosticDescriptor DisposeAsyncCoreMissing = Create(
        "LIFE209",
        "A type open to inheritance has DisposeAsync and no DisposeAsyncCore",
        "'{0}' can be derived from, and its 'DisposeAsync' leaves a derived type no place to release what is its own: seal '{0}' or give it a 'protected virtual ValueTask DisposeAsyncCore()'",
        Families.IdempotentClose,
        DiagnosticSeverity.Info,
        "Derived types override DisposeAsyncCore; the guard and the call of GC.SuppressFinalize stay in the one DisposeAsync.");

    public static readonly DiagnosticDescriptor DisposeAsyncUnguardedSafe = Create(
        "LIFE210",
        "DisposeAsync has no guard, though what it releases today may be released twice",
        "'{0}.DisposeAsync' has no guard; all that it releases today is safe to release twice, but nothing keeps it so",
        Families.IdempotentClose,
        DiagnosticSeverity.Info,
        "Nothing breaks today on a second call. A guard keeps it so when the next release is added.");

    public static readonly DiagnosticDescriptor OwnedMemberNeverClosed = Create(
        "LIFE301",
        "An owned HTTP client is never closed",
        "'{0}' is owned by '{1}' ({2}) and {3}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "A type that creates an HTTP client owns its connections and has to close them.");

    public static readonly DiagnosticDescriptor OwnedLocalNotClosed = Create(
        "LIFE302",
        "A local HTTP client is not closed on every path",
        "'{0}' owns a new '{1}' that is not closed {2}: {3}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "A local that creates an HTTP client has to close it, hand it on, or not create it for each call.");

    public static readonly DiagnosticDescriptor CreatedAndDropped = Create(
        "LIFE303",
        "An HTTP client is created and dropped",
        "{0} is never closed: {1}; {2}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "Each evaluation leaves an HTTP client behind with its connections open.");

    public static readonly DiagnosticDescriptor OwnedValueOverwritten = Create(
        "LIFE304",
        "An owned HTTP client is overwritten while it may be open",
        "'{0}' is given another value while the '{1}' that it owns may still be open: close the previous one first",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "Once the only variable that holds an HTTP client is given another value, nobody can close the first.");

    public static readonly DiagnosticDescriptor BorrowedValueClosed = Create(
        "LIFE305",
        "A borrowed HTTP client is closed",
        "'{0}' is closed here, but {1}: {2}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "Who closes a client that somebody else gave or shares cuts off everybody who goes on using it.");

    public static readonly DiagnosticDescriptor HttpClientPerCall = Create(
        "LIFE306",
        "An HTTP client is created for each call",
        "A new '{0}' is made for {1}, and its sockets linger after it is closed: {2}",
        Families.Ownership,
        DiagnosticSeverity.Info,
        "The sockets of a closed client stay taken for a while. Code that makes a client for each call runs out of ports under load.");

    public static readonly DiagnosticDescriptor HttpClientInstanceRegistered = Create(
        "LIFE307",
        "An HTTP client is registered as an instance",
        "A new '{0}' is registered as an instance by '{1}', and a container closes only what it makes itself: register a factory",
        Families.Ownership,
        DiagnosticSeverity.Info,
        "A container closes the services that it makes. An instance that it is given belongs to the one who made it.");

    public static readonly DiagnosticDescriptor HttpResponseNotClosed = Create(
        "LIFE308",
        "An HTTP response that holds a connection is not closed on every path",
        "{0} holds a connection until it is closed or read to the end, and is not closed {1}: close it with 'using'",
        Families.Ownership,
        DiagnosticSeverity.Info,
        "A response of which only the headers were read keeps its connection. Who drops it takes the connection away from the client until the collector comes by.");

    public static readonly DiagnosticDescriptor AnyOwnedMemberNeverClosed = Create(
        "LIFE311",
        "An owned disposable is never closed",
        "'{0}' is owned by '{1}' ({2}) and {3}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "A type that creates a disposable object owns it and has to close it. LIFE301 for every type that is not an HTTP client.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor AnyOwnedLocalNotClosed = Create(
        "LIFE312",
        "A local disposable is not closed on every path",
        "'{0}' owns a new '{1}' that is not closed {2}: {3}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "A local that creates a disposable object has to close it or hand it on. LIFE302 for every type that is not an HTTP client.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor AnyCreatedAndDropped = Create(
        "LIFE313",
        "A disposable is created and dropped",
        "{0} is never closed: {1}; {2}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "Each evaluation leaves a disposable object behind open. LIFE303 for every type that is not an HTTP client.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor AnyOwnedValueOverwritten = Create(
        "LIFE314",
        "An owned disposable is overwritten while it may be open",
        "'{0}' is given another value while the '{1}' that it owns may still be open: close the previous one first",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "Once the only variable that holds a disposable object is given another value, nobody can close the first. LIFE304 for every type that is not an HTTP client.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor AnyBorrowedValueClosed = Create(
        "LIFE315",
        "A borrowed disposable is closed",
        "'{0}' is closed here, but {1}: {2}",
        Families.Ownership,
        DiagnosticSeverity.Warning,
        "Who closes an object that somebody else gave or shares breaks it for everybody who goes on using it. LIFE305 for every type that is not an HTTP client.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor TaskOutlivesResource = Create(
        "LIFE501",
        "A task outlives what it works with",
        "The task of '{0}' {1} '{2}', which is closed before the task is done: await it first",
        Families.Usage,
        DiagnosticSeverity.Warning,
        "A method that returns a task from a using closes the resource while the work on it still runs. So does one that starts work and drops it.");

    public static readonly DiagnosticDescriptor UseAfterClose = Create(
        "LIFE504",
        "A closed value is used",
        "'{0}' is {1}, but it is closed by then on every path: {2}",
        Families.Usage,
        DiagnosticSeverity.Warning,
        "What is closed refuses to work, mostly with an ObjectDisposedException, and sometimes works on with what somebody else has got by then.");

    public static readonly DiagnosticDescriptor ClosedTwice = Create(
        "LIFE505",
        "A value is closed twice on one path",
        "'{0}' is closed here {1}: remove this close",
        Families.Usage,
        DiagnosticSeverity.Info,
        "One close is enough. The second one is harmless only as long as the type guards against it.");

    private static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        string description,
        bool isEnabledByDefault = true,
        params string[] customTags)
    {
#pragma warning disable RS0030 // The one place that makes descriptors.
        return new DiagnosticDescriptor(
            id,
            title,
            messageFormat,
            category,
            defaultSeverity,
            isEnabledByDefault,
            description,
            $"{ProductFacts.Address}/blob/v{ProductFacts.Version}/docs/rules/{id}.md",
            customTags);
#pragma warning restore RS0030
    }
}
