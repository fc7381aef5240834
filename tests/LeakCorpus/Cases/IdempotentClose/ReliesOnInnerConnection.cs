// source: icerpc/icerpc-csharp#4506
// rule: LIFE210
// verdict: report
// Both streams ignore a second close today; nothing here would keep it from them if one of them did not.

public sealed class MultiplexedConnection : IAsyncDisposable
{
    private readonly Stream _control;
    private readonly Stream _connection;

    public MultiplexedConnection(string path)
    {
        _control = File.OpenRead(path + ".control");
        _connection = File.OpenRead(path);
    }

    public async ValueTask DisposeAsync() // expect: LIFE210
    {
        await _control.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
