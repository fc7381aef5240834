// source: dotnet/extensions#1799
// rule: LIFE307
// verdict: silent
// What a factory makes the container tracks and closes.

using Microsoft.Extensions.DependencyInjection;

internal static class FactoryRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        return services.AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(5) });
    }
}
