// source: Pathoschild/FluentHttpClient#11
// rule: LIFE305
// verdict: report
// The fluent client closes the base client whoever made it.

public class FluentClient : IDisposable
{
    public FluentClient(HttpClient baseClient)
    {
        BaseClient = baseClient;
    }

    public HttpClient BaseClient { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            BaseClient.Dispose(); // expect: LIFE305
    }
}
