// source: mysql-net/MySqlConnector#1580
// rule: LIFE502
// verdict: silent
// The asynchronous close does nothing asynchronous: using is as good.

public sealed class Command : IDisposable, IAsyncDisposable
{
    private bool _closed;

    public bool IsClosed => _closed;

    public void Dispose()
    {
        _closed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}

public static class Commands
{
    public static async Task RunAsync()
    {
        using var command = new Command();
        await Task.Yield();
    }
}
