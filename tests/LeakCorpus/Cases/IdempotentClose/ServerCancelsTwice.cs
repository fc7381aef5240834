// source: meziantou/Meziantou.Framework#2004
// rule: LIFE205
// verdict: report
// The synchronous close cancels and closes a source; a second one throws.

public sealed class TableServer : IDisposable
{
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromHours(1));

    public CancellationToken Stopping => _stop.Token;

    public void Dispose() // expect: LIFE205
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
