using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Where the source makes objects and calls methods, by name. Who calls a method may stand in any file, and to bind them
/// all for one question would cost more than the answer is worth, so this reads syntax and the asker binds the few that
/// are left.
/// </summary>
internal sealed class SourceUses
{
    private const string Typeless = "";

    private readonly SourceWords _words;
    private readonly ConcurrentDictionary<string, ImmutableArray<SyntaxNode>> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<SyntaxNode>> _creations = new(StringComparer.Ordinal);
    private ILookup<string, SyntaxNode>? _typeless;
    private ILookup<string, SyntaxNode>? _initializers;
    private HashSet<string>? _typedClients;

    public SourceUses(SourceWords words)
    {
        _words = words;
    }

    /// <summary>The calls that may be of the method; of a constructor the creations, and the <c>base(..)</c> of derived types.</summary>
    public IEnumerable<SyntaxNode> CallsOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.MethodKind != MethodKind.Constructor)
            return CallsOf(method.Name, cancellationToken);

        var type = method.ContainingType.Name;
        var typeless = _typeless ??= ReadTypeless(cancellationToken);
        var initializers = _initializers ??= ReadInitializers(cancellationToken);
        return CreationsOf(type, cancellationToken).Concat(typeless[type]).Concat(typeless[Typeless]).Concat(initializers[type]);
    }

    /// <summary>True when a type of that name is registered as a client of an <c>IHttpClientFactory</c>: it is given clients that it may close.</summary>
    public bool IsTypedClient(string name, CancellationToken cancellationToken)
    {
        return (_typedClients ??= ReadTypedClients(cancellationToken)).Contains(name);
    }

    /// <summary>True when the source registers clients of an <c>IHttpClientFactory</c> at all.</summary>
    public bool HasFactoryClients(CancellationToken cancellationToken)
    {
        return !CallsOf("AddHttpClient", cancellationToken).IsEmpty;
    }

    private ImmutableArray<SyntaxNode> CallsOf(string name, CancellationToken cancellationToken)
    {
        return _calls.TryGetValue(name, out var known)
            ? known
            : _calls.GetOrAdd(name, _words.Called(name, cancellationToken).Select(CallBy).OfType<SyntaxNode>().ToImmutableArray());
    }

    private ImmutableArray<SyntaxNode> CreationsOf(string type, CancellationToken cancellationToken)
    {
        return _creations.TryGetValue(type, out var known)
            ? known
            : _creations.GetOrAdd(type, _words.Called(type, cancellationToken).Select(CreationBy).OfType<SyntaxNode>().ToImmutableArray());
    }

    private ILookup<string, SyntaxNode> ReadTypeless(CancellationToken cancellationToken)
    {
        return _words.Called("new", cancellationToken)
            .Select(static token => token.Parent)
            .OfType<ImplicitObjectCreationExpressionSyntax>()
            .Where(static creation => creation.ArgumentList.Arguments.Count > 0)
            .ToLookup(DeclaredTypeOf, static SyntaxNode (creation) => creation, StringComparer.Ordinal);
    }

    private ILookup<string, SyntaxNode> ReadInitializers(CancellationToken cancellationToken)
    {
        return _words.Called("base", cancellationToken)
            .Select(static token => token.Parent)
            .OfType<ConstructorInitializerSyntax>()
            .Where(static initializer => initializer.ArgumentList.Arguments.Count > 0)
            .ToLookup(BaseOf, static SyntaxNode (initializer) => initializer, StringComparer.Ordinal);
    }

    /// <summary>The name that comes first among the base types; a base class has to.</summary>
    private static string BaseOf(ConstructorInitializerSyntax initializer)
    {
        return initializer.Parent?.Parent is TypeDeclarationSyntax { BaseList.Types: [var first, ..] } ? NameOf(first.Type) : Typeless;
    }

    private HashSet<string> ReadTypedClients(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in (ReadOnlySpan<string>)["AddHttpClient", "AddTypedClient"])
        {
            foreach (var call in CallsOf(method, cancellationToken))
            {
                if (CalledName((InvocationExpressionSyntax)call) is GenericNameSyntax { TypeArgumentList.Arguments: var types })
                    names.UnionWith(types.Select(NameOf));
            }
        }

        return names;
    }

    private static InvocationExpressionSyntax? CallBy(SyntaxToken token)
    {
        if (token.Parent is not SimpleNameSyntax name)
            return null;

        SyntaxNode called = name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? name.Parent : name;
        return called.Parent is InvocationExpressionSyntax call && CalledName(call) == name ? call : null;
    }

    private static SyntaxNode? CreationBy(SyntaxToken token)
    {
        var type = token.Parent;
        while (type?.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
            type = type.Parent;

        return type?.Parent switch
        {
            ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } creation when NameOf(creation.Type) == token.ValueText => creation,
            PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: > 0 } initializer when NameOf(initializer.Type) == token.ValueText => initializer,
            _ => null,
        };
    }

    private static SimpleNameSyntax? CalledName(InvocationExpressionSyntax call)
    {
        return call.Expression switch
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
