// source: electricessence/AsyncFileWriter#2
// rule: LIFE401
// verdict: report
// Dispose starts a task for the rest of the work and returns.

public sealed class QueuedWriter(Stream output) : IDisposable
{
    public void Dispose()
    {
        Task.Run(() => output.FlushAsync()); // expect: LIFE401
    }
}
