namespace Lifecycle.Analyzers.Model;

/// <summary>What a value of a type has to be closed for.</summary>
internal enum ResourceKind
{
    /// <summary>Nothing to close.</summary>
    None,

    /// <summary>An HTTP client: it holds connections. See <see cref="ResourceKinds"/> for the types.</summary>
    HttpClient,

    /// <summary>Any other type that implements IDisposable or IAsyncDisposable.</summary>
    Other,
}
