// source: aspnet/SignalR#1815
// rule: LIFE312
// verdict: report
// A linked source stays registered with its parents until it is closed.

public static class LinkedCancellation
{
    public static async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken caller, CancellationToken host)
    {
        var linked = CancellationTokenSource.CreateLinkedTokenSource(caller, host); // expect: LIFE312
        await work(linked.Token);
    }
}
