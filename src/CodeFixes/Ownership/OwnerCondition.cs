using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Says in C# when a value that a constructor gives to a member is the type's own.</summary>
internal sealed class OwnerCondition
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;

    public OwnerCondition(GuardedCloseWriter writer, SemanticModel model, CancellationToken cancellationToken)
    {
        _writer = writer;
        _model = model;
        _cancellationToken = cancellationToken;
    }

    /// <summary>When a value is the type's own: always, never, or when a parameter is null. Null where it cannot be said.</summary>
    public string? Of(ExpressionSyntax value)
    {
        while (value is ParenthesizedExpressionSyntax parenthesized)
            value = parenthesized.Expression;

        switch (value)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                if (Of(coalesce.Right) != "true")
                    return coalesce.Right is ThrowExpressionSyntax ? Of(coalesce.Left) : null;

                return Parameter(coalesce.Left) is { } given ? given + " is null" : null;
            case ConditionalExpressionSyntax choice when _model.GetOperation(choice.Condition, _cancellationToken) is { } condition:
                return Of(choice, condition);
            case BaseObjectCreationExpressionSyntax creation:
                return IsOwn(creation) ? "true" : null;
            default:
                return Parameter(value) is not null || value is InvocationExpressionSyntax or AwaitExpressionSyntax ? "false" : null;
        }
    }

    private string? Of(ConditionalExpressionSyntax choice, IOperation condition)
    {
        var told = BranchFacts.Of(condition, outcome: true);
        if (told.Operand?.Syntax is not ExpressionSyntax tested || Parameter(tested) is not { } name)
            return null;

        var (whenNull, whenGiven) = told.Fact switch
        {
            Fact.Null => (choice.WhenTrue, choice.WhenFalse),
            Fact.NotNull => (choice.WhenFalse, choice.WhenTrue),
            _ => (null, null),
        };
        return whenNull is not null && Of(whenNull) == "true" && Parameter(whenGiven!) == name ? name + " is null" : null;
    }

    /// <summary>The name of a parameter that nothing changes before it is looked at.</summary>
    private string? Parameter(ExpressionSyntax expression)
    {
        if (expression is not IdentifierNameSyntax name
            || _model.GetSymbolInfo(name, _cancellationToken).Symbol is not IParameterSymbol { RefKind: RefKind.None } parameter)
        {
            return null;
        }

        var isChanged = _writer.Edit.Type.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use =>
            use.Identifier.ValueText == parameter.Name
            && LocalClient.IsWritten(use)
            && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(use, _cancellationToken).Symbol, parameter));
        return isChanged ? null : name.Identifier.Text;
    }

    /// <summary>False for a client over a handler that may be somebody else's.</summary>
    private bool IsOwn(BaseObjectCreationExpressionSyntax creation)
    {
        foreach (var argument in creation.ArgumentList?.Arguments ?? default)
        {
            var type = _model.GetTypeInfo(argument.Expression, _cancellationToken).Type;
            var types = _writer.Features.Types;
            if (type is not null && (type.DerivesFrom(types.HttpMessageHandler) || type.DerivesFrom(types.HttpMessageInvoker)) && argument.Expression is not BaseObjectCreationExpressionSyntax)
                return false;

            if (_model.GetConstantValue(argument.Expression, _cancellationToken).Value is false)
                return false;
        }

        return true;
    }
}
