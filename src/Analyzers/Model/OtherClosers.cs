using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Who else than a type itself may close what it owns: those who can reach the member, or nobody, because it lives as long as the process.</summary>
internal static class OtherClosers
{
    /// <summary>True when code outside the type closes something by a name under which the value can be reached, or never has to.</summary>
    public static bool MayClose(OwnedMember owned, CloseModel model, CancellationToken cancellationToken)
    {
        var (type, scope) = (model.Type, model.Scope);
        if (OwnershipAnnotations.IsClosed(owned.Member) || IsSingleton(type) || IsClosedByName(owned.Member, type, scope, cancellationToken) || IsClosedUnseen(owned.Member, model, cancellationToken))
            return true;

        foreach (var shown in owned.ShownBy)
        {
            if (IsClosedByName(shown, type, scope, cancellationToken))
                return true;
        }

        return false;
    }

    private static bool IsClosedByName(ISymbol member, INamedTypeSymbol type, AnalysisScope scope, CancellationToken cancellationToken)
    {
        switch (member.DeclaredAccessibility)
        {
            case Accessibility.Private:
                return !type.GetTypeMembers().IsEmpty && IsClosedIn(type, member.Name, cancellationToken);

            case Accessibility.Protected or Accessibility.ProtectedAndInternal:
                // What it overrides, its base types call.
                for (var overridden = type.BaseType; member.IsOverride && overridden is not null; overridden = overridden.BaseType)
                {
                    if (IsClosedIn(overridden, member.Name, cancellationToken))
                        return true;
                }

                foreach (var derived in scope.DerivedTypes.Of(type, cancellationToken))
                {
                    if (IsClosedIn(derived, member.Name, cancellationToken))
                        return true;
                }

                return false;

            default:
                return scope.ClosedNames.Contains(member.Name, cancellationToken);
        }
    }

    /// <summary>
    /// True when code of the type that the host does not hand out closes it: the compiler keeps generated code from
    /// analyzers, and the designer of a form writes its Dispose there.
    /// </summary>
    private static bool IsClosedUnseen(ISymbol owned, CloseModel model, CancellationToken cancellationToken)
    {
        foreach (var member in model.Type.GetMembers())
        {
            if (member is not IMethodSymbol { IsImplicitlyDeclared: false } method || model.Bodies.Any(body => SymbolEqualityComparer.Default.Equals(body.Member, method)))
                continue;

            foreach (var reference in method.DeclaringSyntaxReferences)
            {
                if (ClosedMemberNames.IsClosedIn(reference.GetSyntax(cancellationToken), owned.Name))
                    return true;
            }
        }

        return false;
    }

    private static bool IsClosedIn(INamedTypeSymbol type, string name, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (ClosedMemberNames.IsClosedIn(reference.GetSyntax(cancellationToken), name))
                return true;
        }

        return false;
    }

    /// <summary>True for a type that only its own static member makes an instance of.</summary>
    private static bool IsSingleton(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility != Accessibility.Private)
                return false;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: true, Type: INamedTypeSymbol held } && (IsSame(held, type) || held.TypeArguments.Any(argument => IsSame(argument, type))))
                return true;
        }

        return false;
    }

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right)
    {
        return SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition);
    }
}
