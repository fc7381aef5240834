using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>Methods, local functions and lambdas: which can await, and how one becomes <c>async</c>.</summary>
internal static class Functions
{
    /// <summary>The function that a statement runs in; null for top-level statements.</summary>
    public static SyntaxNode? Around(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax or AccessorDeclarationSyntax)
                return node is CompilationUnitSyntax ? null : node;
        }

        return null;
    }

    public static bool IsAsync(SyntaxNode function)
    {
        return ModifiersOf(function).Any(SyntaxKind.AsyncKeyword);
    }

    /// <summary>False where the language allows no await.</summary>
    public static bool CanAwaitAt(SyntaxNode place, SyntaxNode? function)
    {
        foreach (var node in place.Ancestors())
        {
            if (node == function)
                return true;

            if (node is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax)
                return false;
        }

        return function is null;
    }

    /// <summary>True for a function that returns a task and that may be <c>async</c>.</summary>
    public static bool CanBeAsync(SyntaxNode function, TaskTypes tasks, [NotNullWhen(true)] out INamedTypeSymbol? type)
    {
        type = null;
        if (function is not (MethodDeclarationSyntax { Body: not null } or LocalFunctionStatementSyntax { Body: not null } or AnonymousFunctionExpressionSyntax { Block: not null }))
            return false;

        var symbol = function is AnonymousFunctionExpressionSyntax ? tasks.Model.GetSymbolInfo(function).Symbol : tasks.Model.GetDeclaredSymbol(function);
        if (symbol is not IMethodSymbol { ReturnsByRef: false, ReturnsByRefReadonly: false, ReturnType: INamedTypeSymbol result } method || !tasks.IsTask(result))
            return false;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType)
                return false;
        }

        type = result;
        return !IsUnsafe(function) && !HasStackLocals(function, tasks.Model) && !IsSynchronized(method);
    }

    /// <summary>The returns of the function itself.</summary>
    public static IEnumerable<ReturnStatementSyntax> ReturnsOf(SyntaxNode function)
    {
        return OwnNodes(function).OfType<ReturnStatementSyntax>();
    }

    public static SyntaxNode MakeAsync(SyntaxNode function)
    {
        return function switch
        {
            MethodDeclarationSyntax { Modifiers.Count: 0 } method => method.WithModifiers(TokenList(Async(method.ReturnType))).WithReturnType(method.ReturnType.WithLeadingTrivia()),
            MethodDeclarationSyntax method => method.WithModifiers(WithAsync(method.Modifiers)),
            LocalFunctionStatementSyntax { Modifiers.Count: 0 } local => local.WithModifiers(TokenList(Async(local.ReturnType))).WithReturnType(local.ReturnType.WithLeadingTrivia()),
            LocalFunctionStatementSyntax local => local.WithModifiers(WithAsync(local.Modifiers)),
            AnonymousFunctionExpressionSyntax lambda => lambda.WithoutLeadingTrivia().WithModifiers(lambda.Modifiers.Add(Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space))).WithLeadingTrivia(lambda.GetLeadingTrivia()),
            _ => function,
        };
    }

    private static SyntaxTokenList WithAsync(SyntaxTokenList modifiers)
    {
        // partial has to stand last.
        var position = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        var keyword = Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space);
        if (position < 0)
            return modifiers.Add(keyword);

        return position > 0
            ? modifiers.Insert(position, keyword)
            : modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia()).Insert(0, keyword.WithLeadingTrivia(modifiers[0].LeadingTrivia));
    }

    private static SyntaxToken Async(TypeSyntax type)
    {
        return Token(SyntaxKind.AsyncKeyword).WithLeadingTrivia(type.GetLeadingTrivia()).WithTrailingTrivia(Space);
    }

    private static SyntaxTokenList ModifiersOf(SyntaxNode function)
    {
        return function switch
        {
            MethodDeclarationSyntax method => method.Modifiers,
            LocalFunctionStatementSyntax local => local.Modifiers,
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
            _ => default,
        };
    }

    private static IEnumerable<SyntaxNode> OwnNodes(SyntaxNode function)
    {
        return function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
    }

    private static bool IsUnsafe(SyntaxNode function)
    {
        return function.AncestorsAndSelf().Any(node => node is MemberDeclarationSyntax member ? member.Modifiers.Any(SyntaxKind.UnsafeKeyword) : node is UnsafeStatementSyntax || ModifiersOf(node).Any(SyntaxKind.UnsafeKeyword));
    }

    private static bool HasStackLocals(SyntaxNode function, SemanticModel model)
    {
        return OwnNodes(function).Any(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax && model.GetDeclaredSymbol(node) is ILocalSymbol { IsRef: true } or ILocalSymbol { Type.IsRefLikeType: true });
    }

    /// <summary>A method that holds a lock for as long as it runs would not hold it over an await.</summary>
    private static bool IsSynchronized(IMethodSymbol method)
    {
        return (method.MethodImplementationFlags & System.Reflection.MethodImplAttributes.Synchronized) != 0;
    }
}
