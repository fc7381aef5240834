// source: dotnet/docs#24104
// rule: LIFE210
// verdict: silent
// There is nothing to release, and to tell the collector twice is harmless.

public sealed class Notebook : IAsyncDisposable
{
    private readonly List<string> _notes = new();

    public void Write(string note)
    {
        _notes.Add(note);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
