using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A resource that an operation makes.</summary>
/// <param name="Kind">What it has to be closed for; None when the operation makes nothing to close.</param>
/// <param name="Type">Its type, as well as it is known.</param>
internal readonly record struct FreshValue(ResourceKind Kind, ITypeSymbol? Type)
{
    public static readonly FreshValue None = new(ResourceKind.None, null);
}
