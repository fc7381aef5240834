using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Which members of a type write something of a name. It reads syntax, so that only the bodies that may matter are bound:
/// to bind every body of a type for one field would cost more than the answer is worth.
/// </summary>
internal sealed class WritingMembers
{
    private readonly Dictionary<string, HashSet<SyntaxNode>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<SyntaxNode, ISymbol> _members = [];

    public WritingMembers(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var member in type.GetMembers())
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
                _members[reference.GetSyntax(cancellationToken)] = member;

            if (member is not IMethodSymbol { PartialImplementationPart: { } implementation })
                continue;

            foreach (var reference in implementation.DeclaringSyntaxReferences)
                _members[reference.GetSyntax(cancellationToken)] = member;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
                Add(node);
        }
    }

    /// <summary>The methods and accessors; the null symbol for a place that belongs to another type.</summary>
    public IEnumerable<ISymbol?> Of(string name)
    {
        if (!_places.TryGetValue(name, out var places))
            yield break;

        foreach (var place in places)
            yield return _members.TryGetValue(place, out var member) ? member : null;
    }

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple }:
                foreach (var element in tuple.Arguments)
                    Add(element.Expression, node);
                break;
            case AssignmentExpressionSyntax assignment:
                Add(assignment.Left, node);
                break;
            case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument:
                Add(argument.Expression, node);
                break;
            case RefExpressionSyntax reference:
                Add(reference.Expression, node);
                break;
        }
    }

    private void Add(ExpressionSyntax target, SyntaxNode place)
    {
        var name = target switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
        if (name is null)
            return;

        if (!_places.TryGetValue(name, out var places))
            _places.Add(name, places = []);

        places.Add(MemberAround(place));
    }

    private SyntaxNode MemberAround(SyntaxNode place)
    {
        var node = place;
        while (node.Parent is { } parent && !_members.ContainsKey(node) && node is not TypeDeclarationSyntax)
            node = parent;

        return node;
    }
}
