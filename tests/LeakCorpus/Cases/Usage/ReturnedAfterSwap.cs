// source: DotNetAnalyzers/IDisposableAnalyzers#134
// rule: LIFE504
// verdict: silent
// What was closed is not what is returned: the variable holds another file by then.

public static class Swapped
{
    public static Stream Open(string first, string second)
    {
        var file = File.OpenRead(first);
        var other = File.OpenRead(second);
        file.Dispose();
        file = other;
        return file;
    }
}
