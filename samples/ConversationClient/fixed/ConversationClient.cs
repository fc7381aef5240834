namespace Conversations;

/// <summary>Holds one conversation with the service, on the event loop on which it is made.</summary>
public sealed class ConversationClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly SynchronizationContext _loop;
    private readonly string _session = Guid.NewGuid().ToString();
    private int _disposed;

    public ConversationClient(ConversationService service)
    {
        _loop = SynchronizationContext.Current ?? throw new InvalidOperationException("A conversation needs an event loop");
        _http = new HttpClient(service.Connect()) { BaseAddress = new Uri("http://conversations.invalid/") };
    }

    public async Task OpenAsync()
    {
        using var response = await _http.PutAsync(_session, null);
        response.EnsureSuccessStatusCode();
    }

    public async Task<string> SayAsync(string text)
    {
        using var response = await _http.PostAsync(_session, new StringContent(text));
        return await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        try
        {
            await EndSessionAsync();
        }
        finally
        {
            _http.Dispose();
        }
    }

    // The state of a session belongs to its loop, so the end is told from there.
    private Task EndSessionAsync()
    {
        var ended = new TaskCompletionSource();
        _loop.Post(async _ =>
        {
            try
            {
                using var response = await _http.DeleteAsync(_session);
                ended.SetResult();
            }
            catch (Exception exception)
            {
                ended.SetException(exception);
            }
        }, null);
        return ended.Task;
    }
}
