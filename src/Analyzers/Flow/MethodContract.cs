using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What a caller may rely on: whether the result is a fresh resource, and what becomes of each argument.</summary>
/// <param name="ReturnsFresh">Each call makes a resource that the caller has to close. For an async method: the awaited result.</param>
/// <param name="Returned">The parameter whose value comes back as the result; <see cref="Receiver"/> for <c>this</c>; <see cref="None"/> otherwise.</param>
/// <param name="Fates">What becomes of each argument, by the parameter's position; empty when nothing is known.</param>
internal sealed record MethodContract(bool ReturnsFresh, int Returned, ImmutableArray<ArgumentFate> Fates)
{
    public const int None = -2;
    public const int Receiver = -1;

    /// <summary>The result may be <c>this</c>: whoever closes it may have closed this object.</summary>
    public const int PerhapsReceiver = -3;

    /// <summary>The bits of <see cref="FreshOuts"/>.</summary>
    public const int MaximumOuts = 64;

    public static readonly MethodContract Unknown = new(false, None, ImmutableArray<ArgumentFate>.Empty);

    public static readonly MethodContract Fresh = Unknown with { ReturnsFresh = true };

    public static readonly MethodContract Borrowed = Unknown with { ReturnsBorrowed = true };

    /// <summary>The result is known to belong to somebody else, who closes it.</summary>
    public bool ReturnsBorrowed { get; init; }

    /// <summary>The type of the fresh result where every path makes the same one, though the method may call it an interface.</summary>
    public ITypeSymbol? FreshType { get; init; }

    /// <summary>The <c>out</c> and <c>ref</c> parameters that get a fresh resource, one bit each.</summary>
    public ulong FreshOuts { get; init; }

    /// <summary>The parameter whose value comes back in each <c>out</c> or <c>ref</c> parameter, by position; empty when none does.</summary>
    public ImmutableArray<int> GivenOuts { get; init; } = ImmutableArray<int>.Empty;

    /// <summary>What becomes of the object that the method is called on.</summary>
    public ArgumentFate ReceiverFate { get; init; } = ArgumentFate.Used;

    /// <summary>The parameters that another parameter of the method decides about.</summary>
    public ImmutableArray<OwnerFlag> Flags { get; init; } = ImmutableArray<OwnerFlag>.Empty;

    public MethodContract WithFate(int parameter, int parameters, ArgumentFate fate)
    {
        var fates = ImmutableArray.CreateBuilder<ArgumentFate>(parameters);
        for (var position = 0; position < parameters; position++)
            fates.Add(position == parameter ? fate : FateOf(position));

        return this with { Fates = fates.MoveToImmutable() };
    }

    public bool MakesOut(IParameterSymbol parameter)
    {
        return parameter.Ordinal < MaximumOuts && (FreshOuts & (1UL << parameter.Ordinal)) != 0;
    }

    /// <summary>The parameter whose value comes back in this one.</summary>
    public int GivenOut(IParameterSymbol parameter)
    {
        return parameter.Ordinal < GivenOuts.Length ? GivenOuts[parameter.Ordinal] : None;
    }

    public ArgumentFate FateOf(int parameter)
    {
        return parameter >= 0 && parameter < Fates.Length ? Fates[parameter] : ArgumentFate.Unknown;
    }
}
