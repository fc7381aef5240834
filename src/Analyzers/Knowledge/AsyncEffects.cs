using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>
/// The members of libraries that schedule work or block on it. Keys are documentation-comment ids without the kind and
/// the parameter list, so that one line stands for all overloads.
/// </summary>
internal static class AsyncEffects
{
    private const string Tasks = "System.Threading.Tasks.";
    private const string Awaiters = "System.Runtime.CompilerServices.";

    private static readonly Dictionary<string, AsyncEffect> Known = Collect();

    /// <summary>What is known of a method, constructor or property, or of the one that it overrides.</summary>
    public static AsyncEffect Of(ISymbol member)
    {
        for (ISymbol? current = member; current is not null; current = Overridden(current))
        {
            if (current.ContainingType?.OriginalDefinition.GetDocumentationCommentId() is { } type
                && Known.TryGetValue(type.Substring(2) + "." + current.MetadataName.Replace('.', '#'), out var effect))
            {
                return effect;
            }
        }

        return AsyncEffect.None;
    }

    private static ISymbol? Overridden(ISymbol member)
    {
        return member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            _ => null,
        };
    }

    private static Dictionary<string, AsyncEffect> Collect()
    {
        var known = new Dictionary<string, AsyncEffect>(StringComparer.Ordinal);
        void Add(AsyncEffect effect, string type, params string[] members)
        {
            foreach (var member in members)
                known.Add(type + "." + member, effect);
        }

        Add(AsyncEffect.Schedules, Tasks + "Task", "Run", "Start", "ContinueWith");
        Add(AsyncEffect.Schedules, Tasks + "Task`1", "ContinueWith");
        Add(AsyncEffect.Schedules, Tasks + "TaskFactory", "StartNew", "ContinueWhenAll", "ContinueWhenAny");
        Add(AsyncEffect.Schedules, Tasks + "TaskFactory`1", "StartNew", "ContinueWhenAll", "ContinueWhenAny");
        Add(AsyncEffect.Schedules, Tasks + "Parallel", "For", "ForEach", "Invoke", "ForAsync", "ForEachAsync");
        Add(AsyncEffect.Schedules, "System.Threading.ThreadPool", "QueueUserWorkItem", "UnsafeQueueUserWorkItem", "UnsafeQueueNativeOverlapped", "RegisterWaitForSingleObject", "UnsafeRegisterWaitForSingleObject");
        Add(AsyncEffect.Schedules, "System.Threading.Thread", "Start", "UnsafeStart");
        Add(AsyncEffect.Schedules, "System.Threading.SynchronizationContext", "Post", "Send");
        Add(AsyncEffect.Schedules, "System.Threading.Timer", "#ctor", "Change");
        Add(AsyncEffect.Schedules, "System.Threading.ITimer", "Change");
        Add(AsyncEffect.Schedules, "System.TimeProvider", "CreateTimer");
        Add(AsyncEffect.Schedules, "System.Timers.Timer", "Start");
        Add(AsyncEffect.Schedules, "System.ComponentModel.BackgroundWorker", "RunWorkerAsync");
        Add(AsyncEffect.Schedules, "System.ComponentModel.ISynchronizeInvoke", "BeginInvoke");

        Add(AsyncEffect.Schedules, "System.Windows.Threading.Dispatcher", "BeginInvoke", "InvokeAsync", "Invoke");
        Add(AsyncEffect.Schedules, "System.Windows.Threading.DispatcherTimer", "Start");
        Add(AsyncEffect.Schedules, "System.Windows.Forms.Control", "BeginInvoke", "Invoke", "InvokeAsync");
        Add(AsyncEffect.Schedules, "System.Windows.Forms.Timer", "Start");
        Add(AsyncEffect.Schedules, "Microsoft.UI.Dispatching.DispatcherQueue", "TryEnqueue");
        Add(AsyncEffect.Schedules, "Windows.System.DispatcherQueue", "TryEnqueue");
        Add(AsyncEffect.Schedules, "Windows.UI.Core.CoreDispatcher", "RunAsync", "TryRunAsync", "RunIdleAsync", "TryRunIdleAsync");
        Add(AsyncEffect.Schedules, "Microsoft.Maui.Dispatching.IDispatcher", "Dispatch", "DispatchDelayed");
        Add(AsyncEffect.Schedules, "Microsoft.Maui.ApplicationModel.MainThread", "BeginInvokeOnMainThread", "InvokeOnMainThreadAsync");
        Add(AsyncEffect.Schedules, "Avalonia.Threading.Dispatcher", "Post", "Invoke", "InvokeAsync");
        Add(AsyncEffect.Schedules, "Microsoft.VisualStudio.Threading.JoinableTaskFactory", "RunAsync", "StartOnIdle");

        Add(AsyncEffect.Blocks, Tasks + "Task", "Wait", "WaitAll", "WaitAny");
        Add(AsyncEffect.Blocks, Tasks + "Task`1", "Result");
        Add(AsyncEffect.Blocks, Tasks + "ValueTask`1", "Result");
        foreach (var awaiter in new[] { "TaskAwaiter", "ValueTaskAwaiter", "ConfiguredTaskAwaitable.ConfiguredTaskAwaiter", "ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter" })
            Add(AsyncEffect.Blocks, Awaiters + awaiter, "GetResult");

        // The awaiters of tasks with a result; those of a nested type carry the arity on the outer one.
        foreach (var awaiter in new[] { "TaskAwaiter`1", "ValueTaskAwaiter`1", "ConfiguredTaskAwaitable`1.ConfiguredTaskAwaiter", "ConfiguredValueTaskAwaitable`1.ConfiguredValueTaskAwaiter" })
            Add(AsyncEffect.Blocks, Awaiters + awaiter, "GetResult");

        Add(AsyncEffect.Blocks, "System.Threading.SemaphoreSlim", "Wait");
        Add(AsyncEffect.Blocks, "System.Threading.ManualResetEventSlim", "Wait");
        Add(AsyncEffect.Blocks, "System.Threading.CountdownEvent", "Wait");
        Add(AsyncEffect.Blocks, "System.Threading.Barrier", "SignalAndWait");
        Add(AsyncEffect.Blocks, "System.Threading.WaitHandle", "WaitOne", "WaitAll", "WaitAny", "SignalAndWait");
        Add(AsyncEffect.Blocks, "System.Threading.Thread", "Join");
        Add(AsyncEffect.Blocks, "System.Threading.Monitor", "Wait");
        Add(AsyncEffect.Blocks, "System.Threading.SpinWait", "SpinUntil");
        Add(AsyncEffect.Blocks, "System.Collections.Concurrent.BlockingCollection`1", "Take", "TakeFromAny", "GetConsumingEnumerable");
        Add(AsyncEffect.Blocks, "Microsoft.VisualStudio.Threading.JoinableTaskFactory", "Run");
        Add(AsyncEffect.Blocks, "Microsoft.VisualStudio.Threading.JoinableTask", "Join");
        Add(AsyncEffect.Blocks, "Microsoft.VisualStudio.Threading.JoinableTask`1", "Join");
        Add(AsyncEffect.Blocks, "Nito.AsyncEx.AsyncContext", "Run");
        Add(AsyncEffect.Blocks, "Nito.AsyncEx.Synchronous.TaskExtensions", "WaitAndUnwrapException", "WaitWithoutException");

        Add(AsyncEffect.Completes, Tasks + "Task", "FromResult", "FromException", "FromCanceled", "Yield");
        Add(AsyncEffect.Completes, Tasks + "ValueTask", "FromResult", "FromException", "FromCanceled");
        return known;
    }
}
