using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Where the source makes objects and calls methods, by name. Who calls a method may stand in any file, and to bind them
/// all for one question would cost more than the answer is worth, so this reads syntax and the asker binds the few that
/// are left. Made when the first value that came in through a parameter is closed.
/// </summary>
internal sealed class SourceUses
{
    private const string Typeless = "";

    private readonly Compilation _compilation;
    private Index? _index;

    public SourceUses(Compilation compilation)
    {
        _compilation = compilation;
    }

    /// <summary>The calls that may be of the method, and the creations that may be of its type.</summary>
    public IEnumerable<SyntaxNode> CallsOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        // Two threads may both build it; the results are equal and one wins.
        var index = _index ??= Read(cancellationToken);
        if (method.MethodKind != MethodKind.Constructor)
            return index.Calls.TryGetValue(method.Name, out var calls) ? calls : [];

        var named = index.Creations.TryGetValue(method.ContainingType.Name, out var creations) ? creations : [];
        return index.Creations.TryGetValue(Typeless, out var typeless) ? named.Concat(typeless) : named;
    }

    /// <summary>True when a type of that name is registered as a client of an <c>IHttpClientFactory</c>: it is given clients that it may close.</summary>
    public bool IsTypedClient(string name, CancellationToken cancellationToken)
    {
        return (_index ??= Read(cancellationToken)).TypedClients.Contains(name);
    }

    /// <summary>True when the source registers clients of an <c>IHttpClientFactory</c> at all.</summary>
    public bool HasFactoryClients(CancellationToken cancellationToken)
    {
        return (_index ??= Read(cancellationToken)).Calls.ContainsKey("AddHttpClient");
    }

    private Index Read(CancellationToken cancellationToken)
    {
        var index = new Index();
        foreach (var tree in _compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
                index.Add(node);
        }

        return index;
    }

    private sealed class Index
    {
        public Dictionary<string, List<SyntaxNode>> Creations { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<SyntaxNode>> Calls { get; } = new(StringComparer.Ordinal);

        public HashSet<string> TypedClients { get; } = new(StringComparer.Ordinal);

        public void Add(SyntaxNode node)
        {
            switch (node)
            {
                case ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } creation:
                    Add(Creations, NameOf(creation.Type), node);
                    break;
                case ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 }:
                    Add(Creations, DeclaredTypeOf(node), node);
                    break;
                case InvocationExpressionSyntax call when CalledName(call.Expression) is { } called:
                    AddCall(called, call);
                    break;
            }
        }

        private void AddCall(SimpleNameSyntax called, InvocationExpressionSyntax call)
        {
            Add(Calls, called.Identifier.ValueText, call);
            if (called is not GenericNameSyntax { Identifier.ValueText: "AddHttpClient" or "AddTypedClient", TypeArgumentList.Arguments: var types })
                return;

            foreach (var type in types)
                TypedClients.Add(NameOf(type));
        }

        private static void Add(Dictionary<string, List<SyntaxNode>> places, string name, SyntaxNode node)
        {
            if (!places.TryGetValue(name, out var nodes))
                places.Add(name, nodes = []);

            nodes.Add(node);
        }

        private static SimpleNameSyntax? CalledName(ExpressionSyntax expression)
        {
            return expression switch
            {
                SimpleNameSyntax name => name,
                MemberAccessExpressionSyntax access => access.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                _ => null,
            };
        }

        private static string NameOf(TypeSyntax type)
        {
            return type switch
            {
                SimpleNameSyntax name => name.Identifier.ValueText,
                QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
                AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
                NullableTypeSyntax nullable => NameOf(nullable.ElementType),
                _ => Typeless,
            };
        }

        /// <summary>The type that a <c>new(..)</c> takes from its declaration, as far as syntax shows it.</summary>
        private static string DeclaredTypeOf(SyntaxNode creation)
        {
            var type = creation.Parent switch
            {
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => declaration.Type,
                EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
                ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.ReturnType,
                ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
                ReturnStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax method } } => method.ReturnType,
                _ => null,
            };
            return type is null ? Typeless : NameOf(type);
        }
    }
}
