// source: matteobortolazzo/couchdb-net#112
// rule: LIFE501
// verdict: report
// The content is closed when the task is handed out.

public static class DocumentStore
{
    public static Task<HttpResponseMessage> PutAsync(HttpClient http, Uri address, string document)
    {
        using (var content = new StringContent(document))
        {
            return http.PutAsync(address, content); // expect: LIFE501
        }
    }
}
