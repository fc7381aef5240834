using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Creations whose place says all there is to know: a <c>using</c> takes the value, or it is returned, or stored by a
/// constructor at once, where nothing was before. Most are of this kind, and a body that has no other needs no graph.
/// One object looks at one body.
/// </summary>
internal sealed class SettledCreations
{
    private HashSet<ISymbol>? _stored;

    public bool Contains(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IReturnOperation or IFieldInitializerOperation or IPropertyInitializerOperation => true,
            IUsingOperation scope => scope.Resources == value,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation group } } } =>
                group.Parent is IUsingDeclarationOperation or IUsingOperation,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation, Parent: IExpressionStatementOperation } assignment =>
                assignment.Value == value && IsInConstructor(assignment) && IsFirst((IMemberReferenceOperation)assignment.Target),
            _ => false,
        };
    }

    /// <summary>What a method stores may take the place of what was stored before, as may what a constructor stores at each turn or after another.</summary>
    private static bool IsInConstructor(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            if (parent is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;

            operation = parent;
        }

        return operation is IConstructorBodyOperation { Syntax: not ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer } };
    }

    private bool IsFirst(IMemberReferenceOperation target)
    {
        if (target.Instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            return true;

        var member = target.Member.OriginalDefinition;
        return !IsInitialized(member) && (_stored ??= new HashSet<ISymbol>(SymbolEqualityComparer.Default)).Add(member);
    }

    /// <summary>True for a member that has a value before the constructor begins, and for a property whose setter may do anything.</summary>
    private static bool IsInitialized(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var isInitialized = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer is not null,
                PropertyDeclarationSyntax property => property.Initializer is not null || HasOwnSetter(property),
                _ => false,
            };
            if (isInitialized)
                return true;
        }

        return false;
    }

    private static bool HasOwnSetter(PropertyDeclarationSyntax property)
    {
        foreach (var accessor in property.AccessorList?.Accessors ?? default)
        {
            if (!accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && (accessor.Body is not null || accessor.ExpressionBody is not null))
                return true;
        }

        return false;
    }
}
