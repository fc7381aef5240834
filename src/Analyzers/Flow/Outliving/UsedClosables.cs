namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>What a call works with, apart for the object it is called on and each argument: each is closed on its own.</summary>
internal sealed class UsedClosables
{
    private readonly List<ulong> _uses = [];

    public int Count => _uses.Count;

    public bool Any => _uses.Count > 0;

    public ulong this[int slot] => _uses[slot];

    public void Add(ulong closables)
    {
        if (closables != 0)
            _uses.Add(closables);
    }
}
