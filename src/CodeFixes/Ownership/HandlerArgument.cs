using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Tells a client, where it is made, to leave its handler open: <c>new HttpClient(handler, disposeHandler: false)</c></summary>
internal static class HandlerArgument
{
    private const string Flag = "disposeHandler";

    public static SyntaxNode? TryKeepOpen(SyntaxNode root, SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (CreationOf(place, model, cancellationToken) is not { ArgumentList: { } arguments } creation
            || model.GetOperation(creation, cancellationToken) is not IObjectCreationOperation { Constructor.ContainingType: { } type } operation)
        {
            return null;
        }

        foreach (var argument in operation.Arguments)
        {
            if (argument is { Parameter.Name: Flag, ArgumentKind: ArgumentKind.Explicit, Syntax: ArgumentSyntax given })
                return root.ReplaceNode(given.Expression, False().WithTriviaFrom(given.Expression));
        }

        var hasFlag = type.InstanceConstructors.Any(constructor => constructor.Parameters is [_, { Name: Flag, Type.SpecialType: SpecialType.System_Boolean }]);
        if (!hasFlag || arguments.Arguments.Count != 1)
            return null;

        var added = SyntaxFactory.Argument(SyntaxFactory.NameColon(Flag).WithTrailingTrivia(SyntaxFactory.Space), default, False());
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(arguments, arguments.WithArguments(SyntaxFactory.SeparatedList(new[] { arguments.Arguments[0], added }, new[] { comma })));
    }

    private static BaseObjectCreationExpressionSyntax? CreationOf(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (place)
        {
            case BaseObjectCreationExpressionSyntax creation:
                return creation;
            case VariableDeclaratorSyntax declarator:
                return declarator.Initializer?.Value as BaseObjectCreationExpressionSyntax;
        }

        // c.Dispose(): the place where the local or field c gets its one value.
        var closed = place.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault();
        if (closed is null || model.GetSymbolInfo(closed, cancellationToken).Symbol is not { DeclaringSyntaxReferences: [var reference] } || reference.SyntaxTree != place.SyntaxTree)
            return null;

        return reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax value } ? value : null;
    }

    private static LiteralExpressionSyntax False()
    {
        return SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);
    }
}
