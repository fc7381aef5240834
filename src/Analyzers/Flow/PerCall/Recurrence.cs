namespace Lifecycle.Analyzers.Flow.PerCall;

/// <summary>How often a place in code runs while the program does.</summary>
internal enum Recurrence
{
    /// <summary>Once, or nobody knows. Never reported.</summary>
    Once,

    /// <summary>Whenever somebody calls the function around it.</summary>
    EachCall,

    /// <summary>At each turn of a loop.</summary>
    EachTurn,
}
