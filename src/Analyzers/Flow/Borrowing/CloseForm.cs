namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>How code closes a value.</summary>
internal enum CloseForm
{
    /// <summary>A call of its close: <c>c.Dispose();</c></summary>
    Call,

    /// <summary>At the end of a scope: <c>using (c)</c>, <c>using var d = c;</c></summary>
    Scope,

    /// <summary>By a method that closes what it is given: <c>Close(c);</c></summary>
    Helper,
}
