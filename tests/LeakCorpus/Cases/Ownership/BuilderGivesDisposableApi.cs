// source: mattiasnordqvist/Web-Anchor#60
// rule: LIFE303
// verdict: silent
// The repaired form: what the builder returns closes the client it was given.

public interface IForecastApi : IDisposable
{
    Task<string> TomorrowAsync();
}

public static class ForecastApiBuilder
{
    public static IForecastApi Build(Uri address)
    {
        return new ForecastApi(new HttpClient { BaseAddress = address });
    }

    private sealed class ForecastApi : IForecastApi
    {
        private readonly HttpClient _http;

        public ForecastApi(HttpClient http)
        {
            _http = http;
        }

        public Task<string> TomorrowAsync()
        {
            return _http.GetStringAsync("tomorrow");
        }

        public void Dispose()
        {
            _http.Dispose();
        }
    }
}
