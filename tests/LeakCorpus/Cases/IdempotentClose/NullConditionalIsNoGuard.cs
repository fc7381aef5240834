// source: Kb2uka/openhpsdr-zeus#20
// rule: LIFE201
// verdict: report
// The field is never set to null, so that the question mark asks nothing.

public sealed class RadioLink : IAsyncDisposable
{
    private CancellationTokenSource? _stop;

    public void Start()
    {
        _stop ??= new CancellationTokenSource();
    }

    public ValueTask DisposeAsync() // expect: LIFE201
    {
        _stop?.Cancel();
        _stop?.Dispose();
        return default;
    }
}
