namespace Lifecycle.Analyzers.Model;

/// <summary>What a value of a type has to be closed for.</summary>
internal enum ResourceKind
{
    /// <summary>Nothing to close.</summary>
    None,

    /// <summary>An HTTP client: it holds connections. See <see cref="ResourceKinds"/> for the types.</summary>
    HttpClient,

    /// <summary>A response, or the stream of its content, that holds a connection until it is closed.</summary>
    HttpResponse,

    /// <summary>Any other type that implements IDisposable or IAsyncDisposable.</summary>
    Other,
}
