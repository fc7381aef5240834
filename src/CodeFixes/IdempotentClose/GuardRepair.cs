using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Writes the guard of the close around a finding anew, with the state that the finding names.</summary>
internal static class GuardRepair
{
    public static async Task<ImmutableArray<Repair>> FindAsync(Document document, Diagnostic diagnostic, string title, string key, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } member
            || model?.GetDeclaredSymbol(member, cancellationToken) is not { } symbol
            || await GuardedCloseWriter.TryCreateAsync(document, symbol.ContainingType, cancellationToken).ConfigureAwait(false) is not { } writer)
        {
            return ImmutableArray<Repair>.Empty;
        }

        // A test in a helper is the helper's: others may ask it as well.
        var close = writer.Members;
        if (!new[] { close.DisposeAsync, close.Dispose, close.DisposeAsyncCore, close.DisposeBool }.Contains(symbol, SymbolEqualityComparer.Default))
            return ImmutableArray<Repair>.Empty;

        diagnostic.Properties.TryGetValue(DiagnosticProperties.GuardMember, out var guardMember);
        return writer.TryGuard(symbol, GuardStyle.Returns, guardMember)
            ? ImmutableArray.Create(new Repair(title, key, _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }
}
