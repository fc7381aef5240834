using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Reads the bodies of members in source on demand. What a call does is known from the body it calls, which may lie in
/// another file than the one under analysis, so this is the one place that asks the compilation for a semantic model.
/// Bodies are kept for the compilation: each is bound at most once here.
/// </summary>
internal sealed class BodySource
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<ISymbol, MethodBody?> _bodies = new(SymbolEqualityComparer.Default);

    public BodySource(Compilation compilation)
    {
        _compilation = compilation;
    }

    /// <summary>Hands over a body that the compiler has bound already, so that it is not bound again.</summary>
    public void Add(ISymbol member, IOperation block)
    {
        var root = block;
        while (root.Parent is { } parent)
            root = parent;

        // A member's blocks are its attributes and its parameters' default values, too.
        if (root is IAttributeOperation or IParameterInitializerOperation)
            return;

        _bodies.TryAdd(member.OriginalDefinition, new MethodBody(member.OriginalDefinition, root));
    }

    /// <summary>The body of a method, accessor or constructor of this compilation's source; null when it has none.</summary>
    public MethodBody? TryGet(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        if (definition.IsAbstract || definition.IsExtern || definition.DeclaringSyntaxReferences.IsEmpty)
            return null;

        if (_bodies.TryGetValue(definition, out var known))
            return known;

        return _bodies.GetOrAdd(definition, Bind(definition, cancellationToken));
    }

    /// <summary>The graph of a method, of a local function or of a lambda; null when it has none.</summary>
    public ControlFlowGraph? TryGetGraph(IMethodSymbol method, CancellationToken cancellationToken)
    {
        ISymbol member = method;
        while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            member = member.ContainingSymbol;

        var body = member is IMethodSymbol around ? TryGet(around, cancellationToken) : TryGetInitializer(member, cancellationToken);
        if (body?.GetGraph(cancellationToken) is not { } graph)
            return null;

        return SymbolEqualityComparer.Default.Equals(member, method) ? graph : NestedFunctions.Find(graph, method, cancellationToken);
    }

    /// <summary>The initializer of a field or property of this compilation's source; null when it has none.</summary>
    public MethodBody? TryGetInitializer(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.IsEmpty)
            return null;

        if (_bodies.TryGetValue(definition, out var known))
            return known;

        return _bodies.GetOrAdd(definition, BindInitializer(definition, cancellationToken));
    }

    /// <summary>True when the name stands in the text of a member; what is not written there need not be bound.</summary>
    public static bool Mentions(ISymbol member, string name, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            foreach (var token in reference.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.ValueText == name)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The operation of an expression somewhere in the source, with the body around it as its parents; null when it has none.</summary>
    public IOperation? TryBind(SyntaxNode expression, CancellationToken cancellationToken)
    {
        if (!_compilation.ContainsSyntaxTree(expression.SyntaxTree))
            return null;

#pragma warning disable RS0030, RS1030 // As below.
        return _compilation.GetSemanticModel(expression.SyntaxTree).GetOperation(expression, cancellationToken);
#pragma warning restore RS0030, RS1030
    }

    /// <summary>The member whose body the syntax stands in.</summary>
    public ISymbol? TryGetMember(SyntaxNode place, CancellationToken cancellationToken)
    {
        if (!_compilation.ContainsSyntaxTree(place.SyntaxTree))
            return null;

#pragma warning disable RS0030, RS1030 // As below.
        return _compilation.GetSemanticModel(place.SyntaxTree).GetEnclosingSymbol(place.SpanStart, cancellationToken);
#pragma warning restore RS0030, RS1030
    }

    private MethodBody? BindInitializer(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            // The operation of an initializer hangs on its clause; the declaration itself has none.
            var clause = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (clause is not null && Bind(member, clause, cancellationToken) is { } body)
                return body;
        }

        return null;
    }

    private MethodBody? Bind(ISymbol member, SyntaxNode syntax, CancellationToken cancellationToken)
    {
        if (!_compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;

#pragma warning disable RS0030, RS1030 // The one place that reads another body; see the summary of this class.
        var model = _compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS0030, RS1030
        return model.GetOperation(syntax, cancellationToken) is { } operation ? new MethodBody(member, operation) : null;
    }

    private MethodBody? Bind(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            if (syntax is not TypeDeclarationSyntax && Bind(method, syntax, cancellationToken) is { } body)
                return body;
        }

        return null;
    }
}
