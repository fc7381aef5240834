// source: semihokur/AsyncFixer#13
// rule: LIFE501
// verdict: report
// The streams are closed while the copy still runs.

public static class Copier
{
    public static Task CopyAsync(string path, Stream target)
    {
        using var source = File.OpenRead(path);
        return source.CopyToAsync(target); // expect: LIFE501
    }
}
