namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>The resource that code under test owns when it is run: it counts how often it is closed.</summary>
public sealed class Probe : IDisposable, IAsyncDisposable
{
    [ThreadStatic]
    private static List<Probe>? s_created;

    private int _closes;

    public Probe()
    {
        s_created?.Add(this);
    }

    /// <summary>How often somebody closed it.</summary>
    public int Closes => Volatile.Read(ref _closes);

    /// <summary>True once a close has come to its end.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Makes every close throw.</summary>
    public bool Throws { get; set; }

    /// <summary>Makes an asynchronous close wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Runs a constructor and hands over the probes that it made.</summary>
    public static (T Value, List<Probe> Probes) Record<T>(Func<T> create)
    {
        var created = s_created = [];
        try
        {
            return (create(), created);
        }
        finally
        {
            s_created = null;
        }
    }

    public void Dispose()
    {
        Interlocked.Increment(ref _closes);
        Finish();
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _closes);
        await Gate;
        await Task.Yield();
        Finish();
    }

    private void Finish()
    {
        IsFinished = true;
        if (Throws)
            throw new ProbeException();
    }
}

/// <summary>What a probe throws that was told to.</summary>
public sealed class ProbeException : Exception
{
}
