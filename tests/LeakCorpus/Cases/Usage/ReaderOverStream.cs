// source: SonarSource/sonar-dotnet#3644
// rule: LIFE505
// verdict: silent
// A writer and the stream under it each have their using, and the stream is written as one value.

public static class Nested
{
    public static void Write(string path)
    {
        using (Stream stream = new FileStream(path, FileMode.OpenOrCreate))
        {
            using (var writer = new StreamWriter(stream))
            {
                writer.WriteLine("x");
            }
        }
    }
}
