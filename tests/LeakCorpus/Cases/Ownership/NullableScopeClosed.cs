// source: dotnet/runtime#51840
// rule: LIFE312
// verdict: silent
// A scope is a struct; in a nullable it is closed through its value.

using Microsoft.Extensions.DependencyInjection;

public static class ScopedWork
{
    public static async Task RunAsync(IServiceProvider services, bool scoped)
    {
        AsyncServiceScope? scope = scoped ? services.CreateAsyncScope() : null;
        try
        {
            await Task.Yield();
        }
        finally
        {
            if (scope is not null)
                await scope.Value.DisposeAsync();
        }
    }
}
