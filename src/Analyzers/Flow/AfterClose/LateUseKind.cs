namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>What code does with a value that must be closed by then.</summary>
internal enum LateUseKind
{
    /// <summary>A member is called: <c>file.Dispose(); file.ReadByte();</c></summary>
    Used,

    /// <summary>It is given to code that uses it or holds on to it: <c>new StreamReader(file)</c></summary>
    PassedOn,

    /// <summary>The caller gets it: <c>using var file = ..; return file;</c></summary>
    Returned,

    /// <summary>The caller gets an iterator that reads it when it is enumerated: <c>using var reader = ..; return Lines(reader);</c></summary>
    Deferred,
}
