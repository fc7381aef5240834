// source: DataAction/AdoNetCore.AseClient#71
// rule: LIFE206
// verdict: silent
// The override closes its own and hands on to its base.

public class BaseCommand : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _http.Dispose();
    }
}

public class AseCommand : BaseCommand
{
    private readonly FileStream _trace = File.OpenWrite("trace");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _trace.Dispose();

        base.Dispose(disposing);
    }
}
