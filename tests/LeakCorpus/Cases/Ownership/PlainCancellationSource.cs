// source: launchdarkly/dotnet-eventsource#48
// rule: LIFE312
// verdict: silent
// A source without timer, link or wait handle holds nothing.

public static class PlainCancellation
{
    public static async Task RunAsync(Func<CancellationToken, Task> work, Task stop)
    {
        var source = new CancellationTokenSource();
        var running = work(source.Token);
        await stop;
        source.Cancel();
        await running;
    }
}
