// source: ArangoDB-Community/arangodb-net-standard#321
// rule: LIFE302
// verdict: silent
// A pool that lives with the process takes the client; nobody has to close it.

internal static class ClientPool
{
    private static readonly Dictionary<string, HttpClient> Clients = new();

    public static HttpClient For(string key)
    {
        if (!Clients.TryGetValue(key, out var client))
        {
            client = new HttpClient();
            Clients[key] = client;
        }

        return client;
    }
}
