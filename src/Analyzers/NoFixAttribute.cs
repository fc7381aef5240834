namespace Lifecycle.Analyzers;

/// <summary>Says of a rule why it has no fix. Without it a convention test asks for one.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class NoFixAttribute : Attribute
{
    public NoFixAttribute(string reason)
    {
        Reason = reason;
    }

    public string Reason { get; }
}
