using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

/// <summary>What the base of the fixes does to the file around a repair.</summary>
public sealed class CleanupTests
{
    [Theory]
    [InlineData("")]
    [InlineData("namespace App;\n\n")]
    [InlineData("// The health of a server.\n")]
    public async Task File_whose_imports_are_all_global_gets_none(string head)
    {
        await Verify.Fix(
            "LIFE302",
            head + """
            public static class Health
            {
                public static async Task<string> GetAsync(Uri address)
                {
                    var [|http|] = new HttpClient();
                    return await http.GetStringAsync(address);
                }
            }
            """.ReplaceLineEndings("\n"),
            head + """
            public static class Health
            {
                private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

                public static async Task<string> GetAsync(Uri address)
                {
                    return await Http.GetStringAsync(address);
                }
            }
            """.ReplaceLineEndings("\n"),
            "LIFE302.UseSharedClient",
            test =>
            {
                const string Usings = "global using System;\nglobal using System.Net.Http;\nglobal using System.Threading.Tasks;\n";
                test.TestState.Sources.Add(("Usings.cs", Usings));
                test.FixedState.Sources.Add(("Usings.cs", Usings));
            });
    }
}
