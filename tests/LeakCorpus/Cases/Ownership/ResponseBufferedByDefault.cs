// source: dotnet/corefx#7932
// rule: LIFE308
// verdict: silent
// With the default option the body is read to the end and the connection is back in the pool: nothing is held.

internal sealed class BufferedReader(HttpClient http)
{
    public async Task<string> ReadAsync(Uri address)
    {
        return await http.GetStringAsync(address);
    }
}
