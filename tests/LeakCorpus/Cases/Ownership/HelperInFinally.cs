// source: SonarSource/sonar-dotnet#639
// rule: LIFE312
// verdict: silent
// A helper that the finally block calls closes the file.

public static class HelperCloser
{
    public static int First(string path)
    {
        FileStream? file = null;
        try
        {
            file = File.OpenRead(path);
            return file.ReadByte();
        }
        finally
        {
            Close(file);
        }
    }

    private static void Close(IDisposable? resource)
    {
        resource?.Dispose();
    }
}
