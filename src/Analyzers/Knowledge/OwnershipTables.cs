using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>
/// Finds the line that speaks of a symbol: the user's before the package's, an overload's before its name's, a member's
/// before that of a member of the same name which the type has from a base type or an interface.
/// </summary>
internal sealed class OwnershipTables
{
    private static readonly TypeLines None = new(null, null);

    private readonly OwnershipTable? _users;
    private readonly ConcurrentDictionary<ISymbol, TypeLines> _types = new(SymbolEqualityComparer.Default);

    public OwnershipTables(OwnershipTable? users)
    {
        _users = users;
    }

    /// <summary>True when the user has a file: then types of the source may have lines as well.</summary>
    public bool HasUserFile => _users is not null;

    /// <summary>What is said of a method, constructor or accessor; null when nothing is.</summary>
    public OwnershipFacts? OfMember(IMethodSymbol method)
    {
        if (method.ContainingType is not { } declaring)
            return null;

        var member = method.AssociatedSymbol as IPropertySymbol ?? (ISymbol)method;
        var own = LinesOf(declaring);
        if (own.Find(member) is { } exact)
            return exact;

        if (method.MethodKind != MethodKind.Constructor && !method.IsStatic && OfInherited(declaring, member) is { } inherited)
            return inherited;

        // Whether its values have to be closed says nothing about the methods of a type.
        return method.MethodKind != MethodKind.Constructor && own.OfType() is { Parameters.IsEmpty: false } ofType ? ofType : null;
    }

    /// <summary>What is said of a type itself; null when nothing is.</summary>
    public OwnershipFacts? OfType(ITypeSymbol type)
    {
        return LinesOf(type).OfType();
    }

    /// <summary>True when the line stands for all overloads or for this one.</summary>
    internal static bool IsOverload(OwnershipLine line, ISymbol member)
    {
        // An id has no parentheses where there are no parameters; here they tell that overload from all of them.
        return line.Parameters is null
            || (line.Parameters == "()" ? ParametersOf(member).IsEmpty : member.OriginalDefinition.GetDocumentationCommentId() == line.Id);
    }

    /// <summary>A name in an id has <c>#</c> for the dots of a constructor or an explicit implementation, and the arity behind.</summary>
    internal static bool IsNameOf(string name, ISymbol member)
    {
        var symbol = member.MetadataName;
        if (name.Length < symbol.Length)
            return false;

        for (var i = 0; i < symbol.Length; i++)
        {
            if (name[i] != symbol[i] && (name[i] != '#' || symbol[i] != '.'))
                return false;
        }

        return name.Length == symbol.Length || (name[symbol.Length] == '`' && member is IMethodSymbol { IsGenericMethod: true });
    }

    internal static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member)
    {
        return member switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol property => property.Parameters,
            _ => ImmutableArray<IParameterSymbol>.Empty,
        };
    }

    private OwnershipFacts? OfInherited(INamedTypeSymbol declaring, ISymbol member)
    {
        for (var current = declaring.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (LinesOf(current).Find(member) is { } found)
                return found;
        }

        foreach (var contract in declaring.AllInterfaces)
        {
            if (LinesOf(contract).Find(member) is { } found)
                return found;
        }

        return null;
    }

    private TypeLines LinesOf(ITypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        if (_types.TryGetValue(definition, out var known))
            return known;

        var mayHaveLines = OwnershipTable.Embedded.HasTypeNamed(definition.MetadataName) || _users?.HasTypeNamed(definition.MetadataName) == true;
        return _types.GetOrAdd(definition, mayHaveLines ? Read(definition) : None);
    }

    private TypeLines Read(ITypeSymbol type)
    {
        if (type.GetDocumentationCommentId() is not { Length: > 2 } id)
            return None;

        var name = id.Substring(2);
        var users = _users?.LinesOf(name);
        var embedded = type.DeclaringSyntaxReferences.IsEmpty ? OwnershipTable.Embedded.LinesOf(name) : null;
        return users is null && embedded is null ? None : new TypeLines(users, embedded);
    }

    /// <summary>The lines about one type and its members.</summary>
    private sealed class TypeLines
    {
        private readonly IReadOnlyList<OwnershipLine>? _users;
        private readonly IReadOnlyList<OwnershipLine>? _embedded;

        public TypeLines(IReadOnlyList<OwnershipLine>? users, IReadOnlyList<OwnershipLine>? embedded)
        {
            _users = users;
            _embedded = embedded;
        }

        public OwnershipFacts? OfType()
        {
            return OfType(_users) ?? OfType(_embedded);
        }

        public OwnershipFacts? Find(ISymbol member)
        {
            return _users is null && _embedded is null ? null : Find(_users, member) ?? Find(_embedded, member);
        }

        private static OwnershipFacts? OfType(IReadOnlyList<OwnershipLine>? lines)
        {
            if (lines is null)
                return null;

            for (var i = lines.Count - 1; i >= 0; i--)
            {
                if (lines[i].Member is null && lines[i].TryReadFacts(out _) is { } facts)
                    return facts;
            }

            return null;
        }

        private static OwnershipFacts? Find(IReadOnlyList<OwnershipLine>? lines, ISymbol member)
        {
            if (lines is null)
                return null;

            OwnershipLine? ofName = null;
            for (var i = lines.Count - 1; i >= 0; i--)
            {
                var line = lines[i];
                if (line.Member is not { } name || !IsNameOf(name, member))
                    continue;

                if (line.Parameters is null)
                    ofName ??= line;
                else if (IsOverload(line, member) && line.TryReadFacts(out _) is { } exact)
                    return exact;
            }

            return ofName?.TryReadFacts(out _);
        }
    }
}
