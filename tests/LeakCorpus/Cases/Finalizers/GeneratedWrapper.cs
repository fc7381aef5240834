// source: groq/groq-python#169
// rule: LIFE101
// verdict: report
// The generated wrapper closes its transport by a task with a continuation.

public sealed class TransportWrapper
{
    private readonly Func<Task> _close;

    public TransportWrapper(Func<Task> close)
    {
        _close = close;
    }

    ~TransportWrapper()
    {
        Task.CompletedTask.ContinueWith(_ => _close()); // expect: LIFE101
    }
}
