// source: DotNetAnalyzers/IDisposableAnalyzers#66
// rule: LIFE504
// verdict: silent
// The file is closed on the path that leaves, and read on the one that goes on.

public static class Peek
{
    public static int First(string path, bool skip)
    {
        var file = File.OpenRead(path);
        if (skip)
        {
            file.Dispose();
            return -1;
        }

        var first = file.ReadByte();
        file.Dispose();
        return first;
    }
}
