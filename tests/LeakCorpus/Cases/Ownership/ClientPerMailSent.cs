// source: sendgrid/sendgrid-csharp#960
// rule: LIFE302
// verdict: report
// Each mail makes a client that is neither closed nor shared.

public sealed class MailSender
{
    public async Task<int> SendAsync(Uri address, HttpContent mail)
    {
        var client = new HttpClient(); // expect: LIFE302
        using var response = await client.PostAsync(address, mail);
        return (int)response.StatusCode;
    }
}
