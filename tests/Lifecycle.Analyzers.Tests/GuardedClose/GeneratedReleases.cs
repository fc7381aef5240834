using System.Text;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>A type that owns probes of which its close, if it has one, releases the first at most.</summary>
/// <param name="Close">The close that is there; null for none.</param>
/// <param name="Unreleased">How many probes nobody releases.</param>
/// <param name="ReleasesOne">Whether the close releases a probe of its own.</param>
/// <param name="IsGuarded">Whether the close claims a flag first.</param>
/// <param name="IsOpen">Whether others may derive from the type.</param>
internal sealed record GeneratedReleases(CloseKind? Close, int Unreleased, bool ReleasesOne, bool IsGuarded, bool IsOpen)
{
    private bool IsAsync => Close is CloseKind.Async or CloseKind.Both;

    private bool IsSync => Close is CloseKind.Sync or CloseKind.Both or CloseKind.AsyncForwards;

    /// <summary>The members that nobody releases.</summary>
    public IEnumerable<string> Members => Enumerable.Range(1, Unreleased).Select(static number => "_probe" + number);

    /// <summary>A failing test is read as code.</summary>
    public override string ToString()
    {
        return "\n" + Source();
    }

    public string Source()
    {
        var text = new StringBuilder();
        var interfaces = (IsAsync || Close == CloseKind.AsyncForwards, IsSync) switch
        {
            (true, true) => " : IDisposable, IAsyncDisposable",
            (true, false) => " : IAsyncDisposable",
            (false, true) => " : IDisposable",
            _ => "",
        };
        text.Append($"public {(IsOpen ? "" : "sealed ")}class C{interfaces}\n{{\n");
        if (ReleasesOne && Close is not null)
            text.Append("    private readonly Probe _probe = new();\n");

        foreach (var member in Members)
            text.Append($"    private readonly Probe {member} = new();\n");

        if (IsGuarded && Close is not null)
            text.Append("    private int _disposed;\n");

        if (IsSync)
            Append(text, "public void Dispose()", "_probe.Dispose();", "return;");

        if (IsAsync)
            Append(text, ReleasesOne ? "public async ValueTask DisposeAsync()" : "public ValueTask DisposeAsync()", "await _probe.DisposeAsync();", ReleasesOne ? "return;" : "return default;");

        if (Close == CloseKind.AsyncForwards)
            text.Append("\n    public ValueTask DisposeAsync()\n    {\n        Dispose();\n        return default;\n    }\n");

        text.Append("}\n");
        return text.ToString();
    }

    private void Append(StringBuilder text, string head, string release, string leave)
    {
        text.Append($"\n    {head}\n    {{\n");
        if (IsGuarded)
            text.Append($"        if (Interlocked.Exchange(ref _disposed, 1) != 0)\n            {leave}\n\n");

        if (ReleasesOne)
            text.Append($"        {release}\n");

        if (leave != "return;")
            text.Append($"        {leave}\n");

        text.Append("    }\n");
    }
}
