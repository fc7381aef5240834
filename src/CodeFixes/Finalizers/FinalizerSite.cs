using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>A finalizer in which a rule reported something, and what each of its statements is there for.</summary>
internal sealed class FinalizerSite
{
    private FinalizerSite(Document document, SemanticModel model, INamedTypeSymbol type, DestructorDeclarationSyntax declaration, FinalizerPath path, AnalysisScope scope)
    {
        Document = document;
        Model = model;
        Type = type;
        Declaration = declaration;
        Path = path;
        Scope = scope;
        Parts = ReadParts();
    }

    public Document Document { get; }

    public SemanticModel Model { get; }

    public INamedTypeSymbol Type { get; }

    public DestructorDeclarationSyntax Declaration { get; }

    public FinalizerPath Path { get; }

    public AnalysisScope Scope { get; }

    public KnownTypes Types => Scope.Types;

    /// <summary>The statements of the body, in order.</summary>
    public ImmutableArray<FinalizerPart> Parts { get; }

    /// <summary>The finalizer around a place, or null when there is none that can be read as a whole.</summary>
    public static async Task<FinalizerSite?> FindAsync(Document document, Location place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || !root.FullSpan.Contains(place.SourceSpan))
            return null;

        var declaration = root.FindNode(place.SourceSpan).FirstAncestorOrSelf<DestructorDeclarationSyntax>();
        return declaration is null || HoldsDirectives(declaration) ? null : await ReadAsync(document, declaration, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the finalizer that is declared there; null when the engine cannot.</summary>
    public static async Task<FinalizerSite?> ReadAsync(Document document, DestructorDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(declaration, cancellationToken)?.ContainingType is not { } type || Engine.ScopeOf(document, model, cancellationToken) is not { } scope)
            return null;

        return FinalizerPath.TryFollow(type, scope, cancellationToken) is { } path
            ? new FinalizerSite(document, model, type, declaration, path, scope)
            : null;
    }

    public bool Has(FinalizerPartKind kind)
    {
        return Parts.Any(part => part.Kind == kind);
    }

    private ImmutableArray<FinalizerPart> ReadParts()
    {
        IEnumerable<SyntaxNode> nodes = Declaration.ExpressionBody is { } arrow ? new[] { arrow.Expression } : Declaration.Body?.Statements ?? default;
        return nodes.Select(node =>
        {
            var findings = Path.Findings.Where(finding => node.Contains(finding.Operation.Syntax)).ToImmutableArray();
            var isNative = Path.NativeReleases.Any(operation => node.Contains(operation.Syntax));
            return new FinalizerPart(node, KindOf(node, !findings.IsEmpty, isNative), findings);
        }).ToImmutableArray();
    }

    private FinalizerPartKind KindOf(SyntaxNode node, bool isDefect, bool isNative)
    {
        if (isDefect)
            return isNative ? FinalizerPartKind.Mixed : FinalizerPartKind.Defect;

        if (isNative)
            return FinalizerPartKind.Native;

        if (node is ReturnStatementSyntax or EmptyStatementSyntax)
            return FinalizerPartKind.Collector;

        if (node is IfStatementSyntax { Else: null } conditional && Leaves(conditional.Statement))
            return FinalizerPartKind.EarlyReturn;

        var call = (node as ExpressionStatementSyntax)?.Expression ?? node;
        if (call is InvocationExpressionSyntax && Model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: var target })
        {
            if (IsOneOf(target, Types.GC))
                return FinalizerPartKind.Collector;

            if (IsOneOf(target, Types.Debug, Types.Trace, Types.Console))
                return FinalizerPartKind.Report;
        }

        return UsesObject(node) ? FinalizerPartKind.Managed : FinalizerPartKind.Elsewhere;
    }

    private bool UsesObject(SyntaxNode node)
    {
        foreach (var descendant in node.DescendantNodesAndSelf())
        {
            if (descendant is ThisExpressionSyntax or BaseExpressionSyntax)
                return true;

            if (descendant is not SimpleNameSyntax name || Model.GetSymbolInfo(name).Symbol is not { } symbol)
                continue;

            if (symbol is ILocalSymbol or { IsStatic: false, Kind: SymbolKind.Field or SymbolKind.Property or SymbolKind.Method or SymbolKind.Event } && !IsMemberOf(name))
                return true;
        }

        return false;
    }

    /// <summary>True for the name after a dot, which belongs to whatever stands before it.</summary>
    private static bool IsMemberOf(SimpleNameSyntax name)
    {
        return name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is MemberBindingExpressionSyntax;
    }

    private static bool HoldsDirectives(DestructorDeclarationSyntax declaration)
    {
        return declaration.DescendantTrivia(declaration.Span).Any(trivia => trivia.IsDirective && declaration.Span.Contains(trivia.Span));
    }

    private static bool Leaves(StatementSyntax statement)
    {
        return statement is ReturnStatementSyntax or BlockSyntax { Statements: [ReturnStatementSyntax] };
    }

    private static bool IsOneOf(INamedTypeSymbol type, params INamedTypeSymbol?[] known)
    {
        return known.Any(candidate => candidate is not null && SymbolEqualityComparer.Default.Equals(candidate, type));
    }
}
