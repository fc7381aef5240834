// source: semihokur/AsyncFixer#13
// rule: LIFE501
// verdict: silent
// The repaired form: the copy has ended when the file is closed.

public static class AwaitingCopier
{
    public static async Task CopyAsync(string path, Stream target)
    {
        using var source = File.OpenRead(path);
        await source.CopyToAsync(target);
    }
}
