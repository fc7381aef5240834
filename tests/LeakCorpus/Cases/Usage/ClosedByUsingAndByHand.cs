// source: SonarSource/sonar-dotnet#209
// rule: LIFE505
// verdict: report
// The using closes once more what was closed by hand.

public static class TwiceClosed
{
    public static int First(string path)
    {
        using var file = File.OpenRead(path);
        var first = file.ReadByte();
        file.Dispose(); // expect: LIFE505
        return first;
    }
}
