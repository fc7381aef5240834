using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE302, LIFE312: a local owns an HTTP client (or any other resource) that some normal path through the body leaves open.</summary>
internal sealed class OwnedLocalNotClosed : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.OwnedLocalNotClosed, Rules.AnyOwnedLocalNotClosed);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var leak in body.Leaks)
        {
            if (leak.Obligation is not { Holder: { } holder, HolderSyntax: { } syntax } obligation
                || Twin.For(obligation.Kind, Rules.OwnedLocalNotClosed, Rules.AnyOwnedLocalNotClosed) is not { } rule
                || OwnedValueOverwritten.Tells(obligation, body))
            {
                continue;
            }

            report.At(
                rule,
                NameIn(syntax),
                ImmutableArray<Location>.Empty,
                OtherPaths(leak),
                holder.Name,
                obligation.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                leak.IsClosedElsewhere ? "on every path" : "on any path",
                WayOut.Of(obligation.Type, body.Types));
        }
    }

    internal static ImmutableDictionary<string, string?> OtherPaths(Leak leak)
    {
        return leak.IsClosedElsewhere
            ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.OtherPaths, leak.IsGivenAwayElsewhere ? "givenAway" : "closed")
            : ImmutableDictionary<string, string?>.Empty;
    }

    /// <summary>A declaration is an operation on the whole declarator; the squiggle belongs under the name alone.</summary>
    internal static Location NameIn(SyntaxNode syntax)
    {
        return syntax switch
        {
            VariableDeclaratorSyntax declarator => declarator.Identifier.GetLocation(),
            DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax declared } => declared.Identifier.GetLocation(),
            RecursivePatternSyntax { Designation: SingleVariableDesignationSyntax declared } => declared.Identifier.GetLocation(),
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared } => declared.Identifier.GetLocation(),
            SingleVariableDesignationSyntax designation => designation.Identifier.GetLocation(),
            _ => syntax.GetLocation(),
        };
    }
}
