// source: DotNetAnalyzers/IDisposableAnalyzers#481
// rule: LIFE314
// verdict: silent
// The previous value is closed by a using over the field.

public sealed class Reassigning : IDisposable
{
    private FileStream? _file;

    public void Open(string path)
    {
        using var previous = _file;
        _file = File.OpenRead(path);
    }

    public void Dispose()
    {
        _file?.Dispose();
    }
}
