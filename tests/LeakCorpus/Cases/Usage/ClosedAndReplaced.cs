// source: DotNetAnalyzers/IDisposableAnalyzers#111
// rule: LIFE504
// verdict: silent
// The variable is closed, gets another file, and is used again: not the closed one.

public static class Replaced
{
    public static int Second(string first, string second)
    {
        var file = File.OpenRead(first);
        file.ReadByte();
        file.Dispose();
        file = File.OpenRead(second);
        var value = file.ReadByte();
        file.Dispose();
        return value;
    }
}
