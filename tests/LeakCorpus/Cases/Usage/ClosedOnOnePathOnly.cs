// source: DotNetAnalyzers/IDisposableAnalyzers#111
// rule: LIFE504
// verdict: silent
// The file is closed on the path that throws, and read on the one that goes on.

public static class Checked
{
    public static int First(string path)
    {
        var file = File.OpenRead(path);
        if (file.Length == 0)
        {
            file.Dispose();
            throw new InvalidOperationException("Nothing in it");
        }

        var first = file.ReadByte();
        file.Dispose();
        return first;
    }
}
