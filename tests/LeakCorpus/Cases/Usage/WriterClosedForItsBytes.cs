// source: SonarSource/sonar-dotnet#209
// rule: LIFE505
// verdict: silent
// The writer is closed by hand so that its bytes are there; its using is for the case that something fails before.

public static class Packer
{
    public static byte[] Pack(string text)
    {
        var memory = new MemoryStream();
        using var writer = new StreamWriter(memory);
        writer.Write(text);
        writer.Dispose();
        return memory.ToArray();
    }
}
