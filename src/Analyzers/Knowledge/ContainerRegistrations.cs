using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>Which calls give an object to the container of Microsoft.Extensions.DependencyInjection as a ready instance.</summary>
internal static class ContainerRegistrations
{
    /// <summary>False where the target knows no container.</summary>
    public static bool ArePossible(KnownTypes types)
    {
        return types.ServiceDescriptor is not null || types.ServiceCollectionServiceExtensions is not null || types.ServiceCollectionDescriptorExtensions is not null;
    }

    /// <summary>The argument that is the instance; null for a call that registers none.</summary>
    public static IArgumentOperation? InstanceOf(IOperation operation, KnownTypes types)
    {
        return operation switch
        {
            IInvocationOperation call when IsRegistrar((call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType, types) => Instance(call.Arguments),
            IObjectCreationOperation { Type: { } type } creation when Same(type, types.ServiceDescriptor) => Instance(creation.Arguments),
            _ => null,
        };
    }

    /// <summary>The methods of these types call every such parameter by one of two names, and no other one.</summary>
    private static IArgumentOperation? Instance(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name is "implementationInstance" or "instance")
                return argument;
        }

        return null;
    }

    private static bool IsRegistrar(INamedTypeSymbol? type, KnownTypes types)
    {
        return Same(type, types.ServiceCollectionServiceExtensions) || Same(type, types.ServiceCollectionDescriptorExtensions) || Same(type, types.ServiceDescriptor);
    }

    private static bool Same(ITypeSymbol? left, INamedTypeSymbol? right)
    {
        return right is not null && SymbolEqualityComparer.Default.Equals(left, right);
    }
}
