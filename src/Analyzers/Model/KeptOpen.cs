using System.Collections.Concurrent;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Finds the private fields, auto-properties and primary constructor parameters whose value their type neither closes nor
/// lets out: who gives a resource there still has to close it. Contracts are inferred with it, so it infers none itself.
/// </summary>
internal sealed class KeptOpen
{
    private readonly AnalysisScope _scope;
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public KeptOpen(AnalysisScope scope)
    {
        _scope = scope;
    }

    public bool Is(ISymbol holder, CancellationToken cancellationToken)
    {
        var definition = holder.OriginalDefinition;
        if (_known.TryGetValue(definition, out var known))
            return known;

        return _known.GetOrAdd(definition, CanBe(definition, cancellationToken) && IsNeverLetOut(definition, cancellationToken));
    }

    private static bool CanBe(ISymbol holder, CancellationToken cancellationToken)
    {
        // A nested type sees the private members too, and a record hands its values to its copies.
        if (holder.ContainingType is not { IsRecord: false } type || !type.GetTypeMembers().IsEmpty)
            return false;

        return holder switch
        {
            IFieldSymbol field => field is { IsStatic: false, DeclaredAccessibility: Accessibility.Private },
            IPropertySymbol property => property is { IsStatic: false, DeclaredAccessibility: Accessibility.Private } && property.IsAutomatic(),
            IParameterSymbol parameter => IsPrimary(parameter, cancellationToken),
            _ => false,
        };
    }

    /// <summary>True for a parameter that stands at the type itself. Only syntax tells, as it does what such a parameter gives to the base type.</summary>
    private static bool IsPrimary(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        foreach (var reference in parameter.ContainingSymbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration)
                return false;

            foreach (var baseType in declaration.BaseList?.Types ?? default)
            {
                if (baseType is PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: > 0 })
                    return false;
            }
        }

        return true;
    }

    private bool IsNeverLetOut(ISymbol holder, CancellationToken cancellationToken)
    {
        foreach (var member in holder.ContainingType.GetMembers())
        {
            if (!BodySource.Mentions(member, holder.Name, cancellationToken))
                continue;

            var body = member is IMethodSymbol method
                ? _scope.Bodies.TryGet(method, cancellationToken)
                : _scope.Bodies.TryGetInitializer(member, cancellationToken);
            if (body is null)
                continue;

            foreach (var operation in body.Operations)
            {
                if (SymbolEqualityComparer.Default.Equals(ReferredBy(operation), holder) && !StaysOpen(operation, cancellationToken))
                    return false;
            }
        }

        return true;
    }

    private bool StaysOpen(IOperation value, CancellationToken cancellationToken)
    {
        // readonly HttpClient _c = c; of a primary constructor: the field is asked in its turn.
        return FieldsInitializedWith(value) is { } initializer
            ? initializer.InitializedFields.All(field => Is(field, cancellationToken))
            : OpenUse.LeavesOpen(value, _scope);
    }

    private static ISymbol? ReferredBy(IOperation operation)
    {
        return operation switch
        {
            IFieldReferenceOperation field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation property => property.Property.OriginalDefinition,
            IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
            _ => null,
        };
    }

    private static IFieldInitializerOperation? FieldsInitializedWith(IOperation value)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value.Parent;

        return value.Parent as IFieldInitializerOperation;
    }
}
