// source: discord-net/Discord.Net#1084
// rule: LIFE313
// verdict: report
// Only the token is kept; the linked source behind it can never be closed.

public static class RestCall
{
    public static Task SendAsync(Func<CancellationToken, Task> send, CancellationToken caller, CancellationToken client)
    {
        var token = CancellationTokenSource.CreateLinkedTokenSource(caller, client).Token; // expect: LIFE313
        return send(token);
    }
}
