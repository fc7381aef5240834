// source: mattiasnordqvist/Web-Anchor#60
// rule: LIFE303
// verdict: report
// The builder makes the client and hides it behind an interface that nobody can close.

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
        return new WeatherApi(new HttpClient { BaseAddress = _address }); // expect: LIFE303
    }

    private sealed class WeatherApi : IWeatherApi
    {
        private readonly HttpClient _http;

        public WeatherApi(HttpClient http)
        {
            _http = http;
        }

        public Task<string> TodayAsync()
        {
            return _http.GetStringAsync("today");
        }
    }
}
