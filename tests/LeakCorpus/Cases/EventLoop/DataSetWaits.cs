// source: apache/iotdb-client-csharp#54
// rule: LIFE402
// verdict: report
// Dispose waits for an asynchronous close.

public sealed class SessionDataSet(Func<Task> close) : IDisposable
{
    public void Dispose()
    {
        close().Wait(); // expect: LIFE402
    }
}
