using System;
using System.Net.Http;
using System.Threading.Tasks;

namespace ValidCode.Ownership;

/// <summary>Answers from memory. lifecycle.knowledge.txt says that there is nothing to close.</summary>
public sealed class LoopbackClient : HttpClient
{
    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, System.Threading.CancellationToken cancellationToken)
    {
        return Task.FromResult(new HttpResponseMessage());
    }
}

public static class Loopback
{
    public static async Task<string> AskAsync(Uri address)
    {
        var client = new LoopbackClient();
        return await client.GetStringAsync(address);
    }
}
