using System.Collections.Concurrent;

namespace Conversations;

/// <summary>One thread that runs what is posted to it, until it is closed: what a test environment or a workflow engine has.</summary>
public sealed class EventLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private readonly Thread _thread;

    public EventLoop()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_queue.IsAddingCompleted)
            throw new InvalidOperationException("Event loop is closed");

        _queue.Add((d, state));
    }

    /// <summary>Runs the work on the loop, and what follows its awaits too.</summary>
    public Task RunAsync(Func<Task> work)
    {
        var done = new TaskCompletionSource();
        Post(async _ =>
        {
            try
            {
                await work();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }, null);
        return done.Task;
    }

    /// <summary>Runs what has been posted, then ends. Whatever is posted later is refused.</summary>
    public void Close()
    {
        _queue.CompleteAdding();
        _thread.Join();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (var (callback, state) in _queue.GetConsumingEnumerable())
            callback(state);
    }
}
