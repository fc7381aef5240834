// source: meziantou/Meziantou.Framework#2004
// rule: LIFE205
// verdict: silent
// The repaired form: a flag before the source is cancelled.

public sealed class FlaggedTableServer : IDisposable
{
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromHours(1));
    private bool _closed;

    public CancellationToken Stopping => _closed ? new CancellationToken(canceled: true) : _stop.Token;

    public void Dispose()
    {
        if (_closed)
            return;

        _closed = true;
        _stop.Cancel();
        _stop.Dispose();
    }
}
