using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>Asks the analyzers' engine about a document as a repair has changed it, which no host has seen.</summary>
internal static class Engine
{
    public static AnalysisScope? ScopeOf(Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        if (KnownTypes.TryCreate(model.Compilation) is not { } types)
            return null;

        var options = LifecycleOptions.Read(model.Compilation, document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider, cancellationToken);
        var enabled = EnabledRules.Read(model.Compilation, ImmutableArray<DiagnosticDescriptor>.Empty, cancellationToken);
        return new AnalysisScope(model.Compilation, types, options, enabled, FollowedKinds.Of(enabled));
    }

    /// <summary>What keeps a second call of a close member of the type out; null when the engine has no opinion.</summary>
    public static CloseGuard? GuardOf(IMethodSymbol close, INamedTypeSymbol type, SemanticModel model, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var closeModel = new CloseModel(type, scope);
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && scope.Bodies.TryGet(method, cancellationToken) is { } body)
                closeModel.AddBody(method, body.Root);
            else if (InitializerOf(member, model, cancellationToken) is { } initializer)
                closeModel.AddBody(member, initializer);
        }

        closeModel.Complete(cancellationToken);
        return closeModel.GetGuards(cancellationToken).FirstOrDefault(guard => SymbolEqualityComparer.Default.Equals(guard.Method, close));
    }

    private static IOperation? InitializerOf(ISymbol member, SemanticModel model, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || reference.SyntaxTree != model.SyntaxTree)
            return null;

        var initializer = reference.GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        return initializer is null ? null : model.GetOperation(initializer, cancellationToken);
    }
}
