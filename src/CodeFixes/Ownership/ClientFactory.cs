using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>
/// Turns the instance that a container is given into a function that makes it: <c>_ => new HttpClient()</c>. A local goes
/// into the function with the statements that set it up. What runs later has to find the values that it finds now.
/// </summary>
internal sealed class ClientFactory
{
    private readonly SyntaxNode _root;
    private readonly SemanticModel _model;
    private readonly ArgumentSyntax _argument;
    private readonly CancellationToken _cancellationToken;
    private readonly AssignedValues _assigned;
    private readonly HashSet<ISymbol> _closed = new(SymbolEqualityComparer.Default);
    private readonly bool _isKeyed;
    private readonly SyntaxAnnotation _written = new();

    private ClientFactory(SyntaxNode root, SemanticModel model, ArgumentSyntax argument, IOperation registration, bool isKeyed, CancellationToken cancellationToken)
    {
        _root = root;
        _model = model;
        _argument = argument;
        _isKeyed = isKeyed;
        _cancellationToken = cancellationToken;
        var body = registration;
        while (body.Parent is { } parent)
            body = parent;

        _assigned = new AssignedValues(body);
        foreach (var operation in OperationOrder.ChildrenFirst(body))
        {
            if (operation is IInvocationOperation { Instance: { } closed } call && CloseCalls.IsClose(call.TargetMethod) && AssignedSymbols.Variable(PlainValue.Of(closed)) is { } symbol)
                _closed.Add(symbol);
        }
    }

    public static bool IsRegistration(SyntaxNode node)
    {
        return node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax;
    }

    /// <summary>The root with the factory registered, and the mark of the function that was written; null when the instance cannot be made later.</summary>
    public static (SyntaxNode Root, SyntaxAnnotation Written)? TryPlan(SyntaxNode root, SemanticModel model, ExpressionSyntax instance, CancellationToken cancellationToken)
    {
        if (TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features
            || instance.Parent is not ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Parent: { } registrationSyntax } } argument
            || model.GetOperation(registrationSyntax, cancellationToken) is not { } registration
            || ContainerRegistrations.InstanceOf(registration, features.Types) is not { Value: { } value } given
            || given.Syntax != argument)
        {
            return null;
        }

        var isKeyed = given.Parameter!.ContainingSymbol is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Name == "serviceKey");
        var plan = new ClientFactory(root, model, argument, registration, isKeyed, cancellationToken);
        var changed = PlainValue.Of(value) is ILocalReferenceOperation { Local: var local } ? plan.OfLocal(local) : plan.OfExpression(instance);
        return changed is null ? null : (changed, plan._written);
    }

    private SyntaxNode? OfExpression(ExpressionSyntax instance)
    {
        return CanRunLater(new[] { instance }) ? _root.ReplaceNode(_argument, Registered(Function(instance.WithoutTrivia()))) : null;
    }

    private SyntaxNode? OfLocal(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(_cancellationToken) is not VariableDeclaratorSyntax { Identifier: var name }
            || LocalClient.TryFind(name, _model, _cancellationToken) is not { } client
            || _argument.FirstAncestorOrSelf<StatementSyntax>() is not { } registering
            || client.Statement.Parent is not (BlockSyntax or GlobalStatementSyntax)
            || !StatementList.After(client.Statement).Contains(registering))
        {
            return null;
        }

        var moved = new List<StatementSyntax> { client.Statement };
        foreach (var use in client.Uses)
        {
            if (use == _argument.Expression)
                continue;

            // Only what sets the client up before it is registered goes along.
            if (use.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: { } parent } statement
                || parent != client.Statement.Parent && parent is not GlobalStatementSyntax
                || statement.SpanStart > registering.SpanStart
                || statement == registering)
            {
                return null;
            }

            if (!moved.Contains(statement))
                moved.Add(statement);
        }

        if (!CanRunLater(moved))
            return null;

        var isPlain = moved.Count == 1
            && client.Creation is not ImplicitObjectCreationExpressionSyntax
            && SymbolEqualityComparer.Default.Equals(_model.GetTypeInfo(client.Creation, _cancellationToken).Type, local.Type);
        return isPlain
            ? Without(moved, Registered(Function(client.Creation.WithoutTrivia())), Leading(client.Statement, registering))
            : Without(moved, Registered(Function(Block(moved, registering, client))), registering.GetLeadingTrivia());
    }

    /// <summary>A comment on the local is one on its registration now.</summary>
    private static SyntaxTriviaList Leading(StatementSyntax declaration, StatementSyntax registering)
    {
        var own = registering.GetLeadingTrivia();
        if (!declaration.GetLeadingTrivia().Any(IsComment))
            return own;

        return own.Any(IsComment)
            ? declaration.GetLeadingTrivia().AddRange(own.SkipWhile(trivia => !IsComment(trivia)))
            : declaration.GetLeadingTrivia();
    }

    private SyntaxNode Without(List<StatementSyntax> moved, IEnumerable<SyntaxNode> registered, SyntaxTriviaList leading)
    {
        var registering = _argument.FirstAncestorOrSelf<StatementSyntax>()!;
        var tracked = _root.TrackNodes(moved.Append<SyntaxNode>(_argument).Append(registering));
        tracked = tracked.ReplaceNode(tracked.GetCurrentNode<SyntaxNode>(_argument)!, registered);
        foreach (var statement in moved)
        {
            SyntaxNode current = tracked.GetCurrentNode(statement)!;
            tracked = tracked.RemoveNode(current.Parent as GlobalStatementSyntax ?? current, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        return tracked.ReplaceNode(tracked.GetCurrentNode(registering)!, tracked.GetCurrentNode(registering)!.WithLeadingTrivia(leading));
    }

    private BlockSyntax Block(List<StatementSyntax> moved, StatementSyntax registering, LocalClient client)
    {
        // The layout of a lambda's braces follows where the first one stands.
        var indentation = registering.GetLeadingTrivia().LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } blank ? TriviaList(blank) : default;
        var newLine = EndOfLine(FileStyle.NewLineOf(_root));
        var statements = moved.Select(statement => statement.WithLeadingTrivia(statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));
        var returned = ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), IdentifierName(client.Symbol.Name), Token(SyntaxKind.SemicolonToken)).WithTrailingTrivia(newLine);
        return SyntaxFactory.Block(statements.Append(returned))
            .WithOpenBraceToken(Token(indentation, SyntaxKind.OpenBraceToken, TriviaList(newLine)))
            .WithCloseBraceToken(Token(indentation, SyntaxKind.CloseBraceToken, TriviaList()));
    }

    private LambdaExpressionSyntax Function(CSharpSyntaxNode body)
    {
        var arrow = Token(TriviaList(Space), SyntaxKind.EqualsGreaterThanToken, TriviaList(body is BlockSyntax ? EndOfLine(FileStyle.NewLineOf(_root)) : Space));
        var names = HasDiscards ? new[] { Discard(), Discard() } : new[] { Identifier("provider"), Identifier("key") };
        LambdaExpressionSyntax function = _isKeyed
            ? ParenthesizedLambdaExpression(ParameterList(SeparatedList(names.Select(Parameter))), body).WithArrowToken(arrow)
            : SimpleLambdaExpression(Parameter(Discard()), body).WithArrowToken(arrow);
        return function.WithAdditionalAnnotations(_written, Formatter.Annotation);
    }

    /// <summary>Two of them have one name only when the parser, too, would take them for discards.</summary>
    private static SyntaxToken Discard()
    {
        return Identifier(default, SyntaxKind.UnderscoreToken, "_", "_", default);
    }

    private bool HasDiscards => _root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 };

    /// <summary>The function in the place of the instance. The constructor of a descriptor wants to be told the lifetime then.</summary>
    private IEnumerable<SyntaxNode> Registered(ExpressionSyntax function)
    {
        yield return _argument.WithExpression(function.WithTriviaFrom(_argument.Expression));
        if (_argument.Parent?.Parent is BaseObjectCreationExpressionSyntax)
            yield return Argument(ParseExpression("ServiceLifetime.Singleton")).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>True when the code finds later what it finds now: nothing that it reads is given another value, closed, or gone by then.</summary>
    private bool CanRunLater(IEnumerable<SyntaxNode> nodes)
    {
        var moved = nodes.ToList();
        foreach (var node in moved.SelectMany(node => node.DescendantNodesAndSelf()))
        {
            if (node is AwaitExpressionSyntax or DeclarationExpressionSyntax or SingleVariableDesignationSyntax or ThisExpressionSyntax or BaseExpressionSyntax)
                return false;

            if (node is SimpleNameSyntax name && _model.GetSymbolInfo(name, _cancellationToken).Symbol is { } symbol && !moved.Any(part => IsDeclaredIn(symbol, part)) && !StaysTheSame(symbol))
                return false;
        }

        return true;
    }

    private static bool IsComment(SyntaxTrivia trivia)
    {
        return trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
    }

    private static bool IsDeclaredIn(ISymbol symbol, SyntaxNode part)
    {
        return symbol.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == part.SyntaxTree && part.Span.Contains(reference.Span);
    }

    private bool StaysTheSame(ISymbol symbol)
    {
        switch (symbol)
        {
            case ILocalSymbol local:
                return local is { RefKind: RefKind.None, IsUsing: false, Type.IsRefLikeType: false } && _assigned.Of(local) is { Count: <= 1 } && !_closed.Contains(local);
            case IParameterSymbol parameter:
                return parameter is { RefKind: RefKind.None, Type.IsRefLikeType: false } && _assigned.Of(parameter) is [] && !_closed.Contains(parameter);
            case IFieldSymbol or IPropertySymbol or IEventSymbol when symbol is { IsStatic: false, ContainingType.TypeKind: TypeKind.Struct }:
                return false;
            default:
                return true;
        }
    }
}
