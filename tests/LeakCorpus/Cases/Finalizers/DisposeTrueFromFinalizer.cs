// source: LogExperts/LogExpert#310
// rule: LIFE104
// verdict: report
// The finalizer takes the disposing side and closes managed members that may be gone.

public class LogWindowReader : IDisposable
{
    private readonly FileStream _file;

    public LogWindowReader(string path)
    {
        _file = File.OpenRead(path);
    }

    ~LogWindowReader()
    {
        Dispose(true); // expect: LIFE104
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
    }
}
