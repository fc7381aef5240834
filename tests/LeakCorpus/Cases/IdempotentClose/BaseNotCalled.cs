// source: AvaloniaUI/Avalonia#17783
// rule: LIFE206
// verdict: report
// The window closes itself and leaves what its base holds.

public class NativeWindow : IDisposable
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

public class TopLevelWindow : NativeWindow
{
    private readonly FileStream _trace = File.OpenWrite("trace");

    protected override void Dispose(bool disposing) // expect: LIFE206
    {
        if (disposing)
            _trace.Dispose();
    }
}
