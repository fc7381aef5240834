namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>By what means a member gets another value.</summary>
internal enum StoreForm
{
    /// <summary><c>_c = new()</c></summary>
    Assignment,

    /// <summary><c>TryMake(out _c)</c>, or a <c>ref</c> parameter that is set and never read.</summary>
    Argument,

    /// <summary><c>Client = new()</c>, where the setter stores the value in a field.</summary>
    Setter,

    /// <summary><c>Interlocked.Exchange(ref _c, new())</c>, the result dropped.</summary>
    Exchange,
}
