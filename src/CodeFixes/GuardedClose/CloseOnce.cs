using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>The two repairs of an unguarded close member, which several rules offer.</summary>
internal static class CloseOnce
{
    /// <summary>The repairs of the close member at the place of the diagnostic, in the order that the file's options ask for.</summary>
    public static async Task<ImmutableArray<Repair>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } member
            || model?.GetDeclaredSymbol(member, cancellationToken) is not { } symbol)
        {
            return ImmutableArray<Repair>.Empty;
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.GuardMember, out var guardMember);
        var options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree);
        var repairs = ImmutableArray.CreateBuilder<Repair>();
        foreach (var style in GuardStyles.InOrder(options))
        {
            var writer = await GuardedCloseWriter.TryCreateAsync(document, symbol.ContainingType, cancellationToken).ConfigureAwait(false);
            if (writer is null || !writer.TryGuard(symbol, style, guardMember))
                continue;

            repairs.Add(style == GuardStyle.Returns
                ? new Repair("Close once", "CloseOnce", _ => Task.FromResult(writer.GetChangedDocument()))
                : new Repair("Close once, share the task", "ShareTheTask", _ => Task.FromResult(writer.GetChangedDocument())));
        }

        return repairs.ToImmutable();
    }
}
