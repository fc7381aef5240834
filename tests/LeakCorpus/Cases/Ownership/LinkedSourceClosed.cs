// source: justeattakeaway/JustSaying#277
// rule: LIFE312
// verdict: silent
// The repaired form: the linked source is closed when the work is done.

public static class LinkedListener
{
    public static async Task ListenAsync(Func<CancellationToken, Task> work, CancellationToken caller, CancellationToken host)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(caller, host);
        await work(linked.Token);
    }
}
