using System.Collections.Immutable;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Model;

/// <summary>What the clients of well-known packages are taken for, by their metadata alone.</summary>
public sealed class SdkClientsTests
{
    private static async Task<string> KindOf(string package, string version, string type)
    {
        var target = TestTargets.Net10.AddPackages(ImmutableArray.Create(new PackageIdentity(package, version)));
        var references = await target.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        var compilation = CSharpCompilation.Create("User", null, references);
        var symbol = compilation.GetTypeByMetadataName(type);
        Assert.NotNull(symbol);
        return EngineTest.ScopeOf(compilation).Resources.Of(symbol).ToString();
    }

    [Theory]
    [InlineData("Anthropic", "13.12.0", "Anthropic.AnthropicClient")]
    [InlineData("Anthropic", "13.12.0", "Anthropic.IAnthropicClient")]
    [InlineData("RestSharp", "114.1.0", "RestSharp.RestClient")]
    [InlineData("Grpc.Net.Client", "2.85.0", "Grpc.Net.Client.GrpcChannel")]
    [InlineData("Flurl.Http", "4.0.2", "Flurl.Http.FlurlClient")]
    [InlineData("SendGrid", "9.29.3", "SendGrid.Helpers.Reliability.RetryDelegatingHandler")]
    public async Task Client_that_is_made_over_http_is_an_http_client(string package, string version, string type)
    {
        Assert.Equal("HttpClient", await KindOf(package, version, type));
    }

    /// <summary>Their authors say that they need no closing: they have no Dispose.</summary>
    [Theory]
    [InlineData("OpenAI", "2.15.0", "OpenAI.OpenAIClient")]
    [InlineData("OpenAI", "2.15.0", "OpenAI.Chat.ChatClient")]
    [InlineData("Octokit", "14.0.0", "Octokit.GitHubClient")]
    [InlineData("Octokit", "14.0.0", "Octokit.Connection")]
    [InlineData("Azure.Storage.Blobs", "12.30.1", "Azure.Storage.Blobs.BlobServiceClient")]
    [InlineData("SendGrid", "9.29.3", "SendGrid.SendGridClient")]
    public async Task Client_without_a_close_member_is_no_resource(string package, string version, string type)
    {
        Assert.Equal("None", await KindOf(package, version, type));
    }

    /// <summary>
    /// A client that shares its connections with others behind a factory of its own, a session that shows no HTTP type, and
    /// types that are no clients by name.
    /// </summary>
    [Theory]
    [InlineData("AWSSDK.S3", "4.1.0", "Amazon.S3.AmazonS3Client")]
    [InlineData("OpenAI", "2.15.0", "OpenAI.Realtime.RealtimeSessionClient")]
    [InlineData("Octokit", "14.0.0", "Octokit.Internal.HttpClientAdapter")]
    [InlineData("RestSharp", "114.1.0", "RestSharp.IRestClient")]
    [InlineData("Flurl.Http", "4.0.2", "Flurl.Http.FlurlResponse")]
    public async Task Other_disposables_are_other_resources(string package, string version, string type)
    {
        Assert.Equal("Other", await KindOf(package, version, type));
    }
}
