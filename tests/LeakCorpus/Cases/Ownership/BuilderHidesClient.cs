// source: mattiasnordqvist/Web-Anchor#60
// rule: LIFE302
// verdict: report
// The builder makes a client and hides it behind an interface that says nothing of closing; the caller drops it.

public interface IWeatherApi
{
    Task<string> TodayAsync();
}

public sealed class WeatherApiBuilder
{
    private Uri _address = new("https://weather.example");

    public WeatherApiBuilder At(Uri address)
    {
        _address = address;
        return this;
    }

    public IWeatherApi Build()
    {
        return new WeatherApi(_address);
    }

    private sealed class WeatherApi : IWeatherApi, IDisposable
    {
        private readonly HttpClient _http;

        public WeatherApi(Uri address)
        {
            _http = new HttpClient { BaseAddress = address };
        }

        public Task<string> TodayAsync()
        {
            return _http.GetStringAsync("today");
        }

        public void Dispose()
        {
            _http.Dispose();
        }
    }
}

public static class Forecast
{
    public static async Task<string> PrintAsync(Uri address)
    {
        var api = new WeatherApiBuilder().At(address).Build(); // expect: LIFE302
        return await api.TodayAsync();
    }
}
