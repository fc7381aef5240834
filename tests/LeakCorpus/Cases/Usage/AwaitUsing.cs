// source: dotnet/EntityFramework.Docs#4959
// rule: LIFE502
// verdict: silent
// The repaired form: the journal is closed asynchronously.

public static class Transactions
{
    public static async Task RunAsync(string path)
    {
        await using var journal = new FileStream(path, FileMode.Append);
        await journal.FlushAsync();
    }
}
