using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Says of the elements that a type puts into a collection of its own whether the type has made them itself.</summary>
internal sealed class ElementValues
{
    /// <summary>How far an expression is followed that makes a collection from another: <c>names.Select(Create).ToArray()</c>.</summary>
    private const int MaximumSteps = 8;

    private readonly MemberValues _values;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public ElementValues(MemberValues values, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _values = values;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The elements that a new collection starts with; null when it starts empty.</summary>
    public MemberValue? OfCollection(IOperation collection, ITypeSymbol element)
    {
        return OfCollection(collection, element, MaximumSteps);
    }

    /// <summary>An element that the argument of a call on the collection adds, or that the function makes which it is given.</summary>
    public MemberValue? OfArgument(IArgumentOperation argument, ITypeSymbol element)
    {
        var value = Unwrap(argument.Value);
        if (value is IDelegateCreationOperation function)
            return MadeBy(function, element);

        return argument.Parameter is { RefKind: RefKind.None } && IsElement(value.Type, element) ? OfElement(value) : null;
    }

    /// <summary>What is found in an element's place: only what is made here says anything, for a collection may hold others besides.</summary>
    public MemberValue? OfElement(IOperation value)
    {
        return _values.OwnershipOf(value);
    }

    private MemberValue? OfCollection(IOperation collection, ITypeSymbol element, int steps)
    {
        var value = Unwrap(collection);
        if (steps == 0)
            return null;

        MemberValue? result = null;
        switch (value)
        {
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                    result = MemberValue.Either(result, OfSource(argument, element, steps));

                foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
                    result = MemberValue.Either(result, OfInitializer(initializer, element));

                return result;

            case IArrayCreationOperation array:
                foreach (var item in array.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty)
                    result = MemberValue.Either(result, OfElement(item));

                return result;

            case IInvocationOperation call:
                if (call.Instance is { } instance)
                    result = OfCollection(instance, element, steps - 1);

                foreach (var argument in call.Arguments)
                    result = MemberValue.Either(result, OfSource(argument, element, steps));

                return result;

            // The operation of [a, b] is younger than the oldest compiler that hosts this.
            case { Syntax: CollectionExpressionSyntax }:
                foreach (var item in value.ChildOperations)
                    result = MemberValue.Either(result, OfElement(item));

                return result;

            default:
                return null;
        }
    }

    private MemberValue? OfSource(IArgumentOperation argument, ITypeSymbol element, int steps)
    {
        var value = Unwrap(argument.Value);
        if (value is IDelegateCreationOperation function)
            return MadeBy(function, element);

        return ElementTypes.Of(value.Type, _scope.Types) is not null ? OfCollection(value, element, steps - 1) : null;
    }

    private MemberValue? OfInitializer(IOperation initializer, ITypeSymbol element)
    {
        MemberValue? result = null;
        switch (initializer)
        {
            case IInvocationOperation add:
                foreach (var argument in add.Arguments)
                    result = MemberValue.Either(result, OfArgument(argument, element));

                return result;

            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation } assignment:
                return OfElement(assignment.Value);

            default:
                return null;
        }
    }

    /// <summary>The value that the function makes at each call; null when it makes none of this type.</summary>
    private MemberValue? MadeBy(IDelegateCreationOperation function, ITypeSymbol element)
    {
        switch (function.Target)
        {
            case IAnonymousFunctionOperation lambda when IsElement(lambda.Symbol.ReturnType, element):
                MemberValue? result = null;
                foreach (var operation in OperationOrder.ChildrenFirst(lambda.Body))
                {
                    if (operation is IReturnOperation { ReturnedValue: { } returned } && IsElement(Unwrap(returned).Type, element))
                        result = MemberValue.Either(result, _values.OwnershipOf(returned));
                }

                return result;

            case IMethodReferenceOperation { Method: { } method } when IsElement(method.ReturnType, element):
                var contract = _scope.Contracts.Of(method, _cancellationToken);
                var kind = _scope.Resources.Of(method.ReturnType);
                return contract.ReturnsFresh && _scope.Resources.IsFollowed(kind) ? new MemberValue(MemberOwnership.Always, kind) : null;

            default:
                return null;
        }
    }

    private static bool IsElement(ITypeSymbol? type, ITypeSymbol element)
    {
        return type is not null && type.IsAssignableTo(element);
    }

    private static IOperation Unwrap(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;

        return value;
    }
}
