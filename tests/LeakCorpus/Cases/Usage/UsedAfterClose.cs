// source: DotNetAnalyzers/IDisposableAnalyzers#66
// rule: LIFE504
// verdict: report
// The file is read after it was closed.

public static class Late
{
    public static int Read(string path)
    {
        var file = File.OpenRead(path);
        file.Dispose();
        return file.ReadByte(); // expect: LIFE504
    }
}
