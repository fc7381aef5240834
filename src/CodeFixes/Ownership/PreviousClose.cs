using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Plans the close of what a variable or member holds before the statement that gives it another value.</summary>
internal sealed class PreviousClose
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly SyntaxNode _place;
    private readonly StatementSyntax _close;
    private readonly bool _returnsValue;

    private PreviousClose(Document document, SyntaxNode root, SyntaxNode place, StatementSyntax close, bool returnsValue)
    {
        _document = document;
        _root = root;
        _place = place;
        _close = close;
        _returnsValue = returnsValue;
    }

    /// <summary>Plans the close; null where it cannot stand before the assignment, or the new value may need the one before.</summary>
    public static PreviousClose? TryPlan(Document document, SyntaxNode root, SemanticModel model, SyntaxNode node, TargetFeatures features, CancellationToken cancellationToken)
    {
        var target = node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left,
            ArgumentSyntax argument => argument.Expression,
            _ => node as ExpressionSyntax,
        };
        if (target is null
            || PlaceBefore(node) is not { } place
            || model.GetSymbolInfo(target, cancellationToken).Symbol is not { } symbol
            || model.GetTypeInfo(target, cancellationToken).Type is not { } type
            || IsRead(symbol, target, place, model, cancellationToken)
            || !IsAssignedBefore(symbol, place, model))
        {
            return null;
        }

        var newLine = FileStyle.NewLineOf(root);
        var access = target.WithoutTrivia();
        var mayBeNull = !HoldsOnlyCreations(symbol, model, cancellationToken);
        var awaits = features.HasAsyncClose && type.Implements(features.Types.IAsyncDisposable) && place is StatementSyntax statement && UsingForm.CanAwait(statement);
        if (!awaits && !type.Implements(features.Types.IDisposable))
            return null;

        var close = awaits ? Await(access, mayBeNull, place, features, newLine) : Dispose(access, type, mayBeNull, features.Types);
        return new PreviousClose(document, root, place, close.WithTrailingTrivia(EndOfLine(newLine)).WithAdditionalAnnotations(Formatter.Annotation), ReturnsValue(place, model, cancellationToken));
    }

    public Document Apply()
    {
        return _document.WithSyntaxRoot(_place is ArrowExpressionClauseSyntax arrow
            ? ExpandedBody.Write(_root, arrow, _close, _returnsValue)
            : Insert((StatementSyntax)_place));
    }

    private SyntaxNode Insert(StatementSyntax statement)
    {
        var first = _close.WithLeadingTrivia(statement.GetLeadingTrivia());
        var indentation = statement.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse();
        var second = statement.WithLeadingTrivia(indentation);
        return statement.Parent switch
        {
            GlobalStatementSyntax global => _root.ReplaceNode(global, new SyntaxNode[] { global.WithStatement(first), global.WithStatement(second) }),
            BlockSyntax or SwitchSectionSyntax => _root.ReplaceNode(statement, new SyntaxNode[] { first, second }),
            _ => _root.ReplaceNode(statement, Block(_close, statement).WithAdditionalAnnotations(Formatter.Annotation)),
        };
    }

    /// <summary>The statement, or the body of one expression, that evaluates the assignment always and once.</summary>
    private static SyntaxNode? PlaceBefore(SyntaxNode assignment)
    {
        for (var node = assignment; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or SwitchExpressionArmSyntax or ConditionalExpressionSyntax or BaseFieldDeclarationSyntax:
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == node:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } binary when binary.Right == node:
                    return null;
                case ArrowExpressionClauseSyntax:
                case ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }:
                    return parent.Parent is LabeledStatementSyntax ? null : parent;
                case IfStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } choice when choice.Condition == node:
                    return choice;
                case StatementSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>True where the statement itself reads what would be closed: <c>_http = Renew(_http)</c></summary>
    private static bool IsRead(ISymbol symbol, ExpressionSyntax target, SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        var read = place is IfStatementSyntax choice ? choice.Condition : place;
        return read.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            !target.Span.Contains(name.Span)
            && name.Identifier.ValueText == symbol.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));
    }

    private static bool IsAssignedBefore(ISymbol symbol, SyntaxNode place, SemanticModel model)
    {
        if (symbol is not ILocalSymbol)
            return true;

        return place is StatementSyntax statement && model.AnalyzeDataFlow(statement) is { Succeeded: true } flow && flow.DefinitelyAssignedOnEntry.Contains(symbol, SymbolEqualityComparer.Default);
    }

    /// <summary>True when the declaration and each assignment of that name make a new object.</summary>
    private static bool HoldsOnlyCreations(ISymbol symbol, SemanticModel model, CancellationToken cancellationToken)
    {
        if (symbol.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax } declaration)
            return false;

        SyntaxNode scope = declaration.Ancestors().First(node => node is TypeDeclarationSyntax or CompilationUnitSyntax);
        return symbol.ContainingType is not { DeclaringSyntaxReferences.Length: > 1 }
            && !scope.DescendantNodes().Any(node => IsOtherValue(node, symbol.Name));
    }

    private static bool IsOtherValue(SyntaxNode node, string name)
    {
        return node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Right is not BaseObjectCreationExpressionSyntax && EndsIn(assignment.Left, name),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => EndsIn(argument.Expression, name),
            _ => false,
        };
    }

    private static bool EndsIn(ExpressionSyntax target, string name)
    {
        return target.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(part => part.Identifier.ValueText == name);
    }

    private static bool ReturnsValue(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        if (place is not ArrowExpressionClauseSyntax { Parent: { } member })
            return false;

        // A property's arrow is its getter.
        return member is PropertyDeclarationSyntax or IndexerDeclarationSyntax
            || (model.GetDeclaredSymbol(member, cancellationToken) is IMethodSymbol { ReturnsVoid: false } method && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false }));
    }

    private static StatementSyntax Dispose(ExpressionSyntax access, ITypeSymbol type, bool mayBeNull, KnownTypes types)
    {
        var isPlain = type.TypeKind == TypeKind.Interface || HasDispose(type);
        if (!isPlain)
            access = ParenthesizedExpression(BinaryExpression(SyntaxKind.AsExpression, access, TypeName.Of(types.IDisposable!)));

        return ExpressionStatement(mayBeNull || !isPlain
            ? ConditionalAccessExpression(access, InvocationExpression(MemberBindingExpression(IdentifierName(nameof(IDisposable.Dispose)))))
            : InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, access, IdentifierName(nameof(IDisposable.Dispose)))));
    }

    private static bool HasDispose(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(nameof(IDisposable.Dispose)).Any(member => member is IMethodSymbol { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }))
                return true;
        }

        return false;
    }

    private static StatementSyntax Await(ExpressionSyntax access, bool mayBeNull, SyntaxNode place, TargetFeatures features, string newLine)
    {
        var configures = place.SyntaxTree.GetRoot().DescendantTokens().Any(token => token.ValueText == nameof(Task.ConfigureAwait));
        ExpressionSyntax task = InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, access, IdentifierName("DisposeAsync")));
        if (configures)
        {
            task = InvocationExpression(
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, task, IdentifierName(nameof(Task.ConfigureAwait))),
                ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.FalseLiteralExpression)))));
        }

        StatementSyntax close = ExpressionStatement(AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), task));
        if (!mayBeNull)
            return close;

        var notNull = features.HasNotPattern
            ? (ExpressionSyntax)IsPatternExpression(access, UnaryPattern(ConstantPattern(LiteralExpression(SyntaxKind.NullLiteralExpression))))
            : BinaryExpression(SyntaxKind.NotEqualsExpression, access, LiteralExpression(SyntaxKind.NullLiteralExpression));
        return IfStatement(notNull, close.WithLeadingTrivia(EndOfLine(newLine)));
    }
}
