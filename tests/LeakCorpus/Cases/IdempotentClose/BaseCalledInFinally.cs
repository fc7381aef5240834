// source: AvaloniaUI/Avalonia#17783
// rule: LIFE206
// verdict: silent
// The repair: whoever comes first releases its own and then what the base holds, whatever fails.

public class HostWindow : IDisposable
{
    private readonly HttpClient _telemetry = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _telemetry.Dispose();
    }
}

public class TracedWindow : HostWindow
{
    private readonly FileStream _trace = File.OpenWrite("trace");
    private bool _closed;

    protected override void Dispose(bool disposing)
    {
        if (_closed)
            return;

        _closed = true;
        try
        {
            if (disposing)
                _trace.Dispose();
        }
        finally
        {
            base.Dispose(disposing);
        }
    }
}
