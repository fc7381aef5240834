// source: dotnet/roslyn#20111
// rule: LIFE311
// verdict: report
// The linked source stays registered with its parent for as long as the parent lives.

public sealed class DiagnosticQueue : IDisposable
{
    private readonly CancellationTokenSource _linked; // expect: LIFE311

    public DiagnosticQueue(CancellationToken shutdown)
    {
        _linked = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
    }

    public CancellationToken Stopping => _linked.Token;

    public void Dispose()
    {
        _linked.Cancel();
    }
}
