namespace Lifecycle.Analyzers;

/// <summary>The categories of the rules: one family, one hundred of ids, one folder in each project.</summary>
internal static class Families
{
    public const string Configuration = "Lifecycle.Configuration";
    public const string Finalizers = "Lifecycle.Finalizers";
    public const string IdempotentClose = "Lifecycle.IdempotentClose";
    public const string Ownership = "Lifecycle.Ownership";
    public const string Usage = "Lifecycle.Usage";
}
