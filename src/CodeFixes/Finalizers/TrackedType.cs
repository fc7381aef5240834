using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// A type and its finalizer, found again after each change of their document. A repair of a finalizer is several
/// changes, and each of them needs to be understood before the next.
/// </summary>
internal sealed class TrackedType
{
    private readonly FileStyle _style;
    private readonly SyntaxAnnotation _typeMark;
    private readonly SyntaxAnnotation _finalizerMark;

    private TrackedType(Document document, FileStyle style, SyntaxAnnotation typeMark, SyntaxAnnotation finalizerMark)
    {
        _style = style;
        Document = document;
        _typeMark = typeMark;
        _finalizerMark = finalizerMark;
    }

    public Document Document { get; }

    /// <summary>Starts to track, on the result of what the writer has planned already.</summary>
    public static TrackedType Start(FinalizerSite site, GuardedCloseWriter writer)
    {
        var (typeMark, finalizerMark) = (writer.Edit.Track(site.Declaration.Parent!), writer.Edit.Track(site.Declaration));
        return new TrackedType(writer.GetChangedDocument(), writer.Style, typeMark, finalizerMark);
    }

    public TrackedType With(Document document)
    {
        return new TrackedType(document, _style, _typeMark, _finalizerMark);
    }

    public async Task<SyntaxNode> GetRootAsync(CancellationToken cancellationToken)
    {
        return (await Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
    }

    public TypeDeclarationSyntax TypeIn(SyntaxNode root)
    {
        return (TypeDeclarationSyntax)root.GetAnnotatedNodes(_typeMark).First();
    }

    /// <summary>The finalizer; null when it has gone.</summary>
    public DestructorDeclarationSyntax? FinalizerIn(SyntaxNode root)
    {
        return root.GetAnnotatedNodes(_finalizerMark).OfType<DestructorDeclarationSyntax>().FirstOrDefault();
    }

    public async Task<GuardedCloseWriter?> GetWriterAsync(CancellationToken cancellationToken)
    {
        var root = await GetRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model?.GetDeclaredSymbol(TypeIn(root), cancellationToken) is INamedTypeSymbol type
            ? await GuardedCloseWriter.TryCreateAsync(Document, type, cancellationToken, _style).ConfigureAwait(false)
            : null;
    }
}
