// source: SocialExplorer/FastDBF#10
// rule: LIFE314
// verdict: report
// Opening the next file forgets the previous one, which stays locked.

public sealed class TableReader : IDisposable
{
    private FileStream? _file;

    public void Open(string path)
    {
        _file = File.OpenRead(path); // expect: LIFE314
    }

    public void Dispose()
    {
        _file?.Dispose();
    }
}
