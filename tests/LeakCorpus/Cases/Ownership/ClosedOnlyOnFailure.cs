// source: DotNetAnalyzers/IDisposableAnalyzers#240
// rule: LIFE312
// verdict: report
// Closed when something goes wrong, left open when all goes well.

public static class FailureCloser
{
    public static void Run(string path)
    {
        FileStream? file = null;
        try
        {
            file = File.OpenRead(path); // expect: LIFE312
            file.ReadByte();
        }
        catch (IOException)
        {
            file?.Dispose();
        }
    }
}
