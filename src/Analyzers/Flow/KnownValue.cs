using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What is known of a value while a body is followed: a constant, the instance itself, or the function that a delegate holds.</summary>
internal readonly record struct KnownValue
{
    private KnownValue(Kind kind, object? payload)
    {
        _kind = kind;
        _payload = payload;
    }

    private readonly Kind _kind;
    private readonly object? _payload;

    private enum Kind
    {
        Constant,
        Instance,
        Function,
    }

    public static KnownValue True { get; } = Constant(true);

    public static KnownValue False { get; } = Constant(false);

    public static KnownValue Null { get; } = Constant(null);

    public bool IsConstant => _kind == Kind.Constant;

    public object? ConstantValue => IsConstant ? _payload : null;

    /// <summary>The type of the object whose finalizer is followed, when the value is that object.</summary>
    public INamedTypeSymbol? Instance => _kind == Kind.Instance ? (INamedTypeSymbol?)_payload : null;

    public FunctionValue? Function => _kind == Kind.Function ? (FunctionValue?)_payload : null;

    public bool? AsBoolean => ConstantValue as bool?;

    /// <summary>Whether the value is null; every value that is known says so.</summary>
    public bool IsNull => IsConstant && _payload is null;

    public static KnownValue Constant(object? value)
    {
        return new KnownValue(Kind.Constant, value);
    }

    public static KnownValue This(INamedTypeSymbol type)
    {
        return new KnownValue(Kind.Instance, type);
    }

    public static KnownValue Of(FunctionValue function)
    {
        return new KnownValue(Kind.Function, function);
    }
}
