// source: dotnet/sdk#53455
// rule: LIFE311
// verdict: silent
// The field is closed through the variable of a pattern.

public sealed class PatternCloser : IDisposable
{
    private readonly FileStream? _file = File.OpenRead("data");

    public void Dispose()
    {
        if (_file is { } file)
            file.Dispose();
    }
}
