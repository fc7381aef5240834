// source: DotNetAnalyzers/IDisposableAnalyzers#66
// rule: LIFE504
// verdict: report
// The caller gets a file that is closed on the way to him.

public static class Opened
{
    public static Stream Open(string path)
    {
        using (var file = File.OpenRead(path))
        {
            return file; // expect: LIFE504
        }
    }
}
