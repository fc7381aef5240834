// source: dotnet/AspNetCore.Docs#16773
// rule: LIFE307
// verdict: report
// The container does not close an instance that it did not make.

using Microsoft.Extensions.DependencyInjection;

internal static class Registration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        return services.AddSingleton(new HttpClient { Timeout = TimeSpan.FromSeconds(5) }); // expect: LIFE307
    }
}
