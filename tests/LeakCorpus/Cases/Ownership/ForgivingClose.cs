// source: DotNetAnalyzers/IDisposableAnalyzers#211
// rule: LIFE314
// verdict: silent
// The exclamation mark changes nothing: the previous value is closed.

public sealed class ForgivingCloser : IDisposable
{
    private FileStream? _file = File.OpenRead("a");

    public void Next(string path)
    {
        _file!.Dispose();
        _file = File.OpenRead(path);
    }

    public void Dispose()
    {
        _file!.Dispose();
    }
}
