using System.Collections.Concurrent;
using System.Net;

namespace Conversations;

/// <summary>The service, in memory, so that the sample needs no network. It counts what happens to each session.</summary>
public sealed class ConversationService
{
    private readonly ConcurrentDictionary<string, int> _closes = new();
    private int _connectionsOpened;
    private int _connectionsClosed;

    /// <summary>A connection for one HTTP client, which closes it when it is closed itself.</summary>
    public HttpMessageHandler Connect()
    {
        Interlocked.Increment(ref _connectionsOpened);
        return new Connection(this);
    }

    /// <summary>Says what was not closed just once. True when there is nothing to say.</summary>
    public bool Report(TextWriter output)
    {
        var never = _closes.Values.Count(closes => closes == 0);
        var repeatedly = _closes.Values.Count(closes => closes > 1);
        var open = _connectionsOpened - _connectionsClosed;
        output.WriteLine($"{_closes.Count} sessions: {never} never closed, {repeatedly} closed more than once");
        output.WriteLine($"{_connectionsOpened} connections: {open} never closed");
        return never + repeatedly + open == 0;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var session = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Put)
            _closes[session] = 0;
        else if (request.Method == HttpMethod.Delete)
            _closes.AddOrUpdate(session, 1, (_, closes) => closes + 1);

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("Hello!") };
    }

    private sealed class Connection(ConversationService service) : HttpClientHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            return Task.FromResult(service.Answer(request));
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref service._connectionsClosed);
            base.Dispose(disposing);
        }
    }
}
