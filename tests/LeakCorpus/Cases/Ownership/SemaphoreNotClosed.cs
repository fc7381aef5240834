// source: microsoft/vs-threading#105
// rule: LIFE311
// verdict: silent
// A semaphore whose wait handle nobody asks for holds nothing.

public sealed class Throttle
{
    private readonly SemaphoreSlim _gate = new(4);

    public async Task<int> RunAsync(Func<Task<int>> work)
    {
        await _gate.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            _gate.Release();
        }
    }
}
