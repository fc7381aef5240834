// source: matteobortolazzo/couchdb-net#112
// rule: LIFE501
// verdict: silent
// The repaired form: the document has been sent when its content is closed.

public static class AwaitingDocumentStore
{
    public static async Task<bool> PutAsync(HttpClient http, Uri address, string document)
    {
        using (var content = new StringContent(document))
        {
            using var answer = await http.PutAsync(address, content).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
    }
}
