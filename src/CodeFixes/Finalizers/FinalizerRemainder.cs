using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>What is left of a finalizer without its asynchronous work: native releases, reports, what has nothing to do with the object.</summary>
internal sealed class FinalizerRemainder
{
    private readonly FinalizerSite _site;
    private readonly FinalizerFate _fate;

    public FinalizerRemainder(FinalizerSite site, FinalizerFate fate)
    {
        _site = site;
        _fate = fate;
    }

    public async Task<TrackedType> ApplyAsync(TrackedType tracked, CancellationToken cancellationToken)
    {
        var root = await tracked.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var finalizer = tracked.FinalizerIn(root)!;
        if (Remainder(finalizer) is { } remainder)
            return tracked.With(tracked.Document.WithSyntaxRoot(root.ReplaceNode(finalizer, remainder)));

        return tracked.With(tracked.Document.WithSyntaxRoot(MemberRemoval.Remove(root, finalizer)));
    }

    private DestructorDeclarationSyntax? Remainder(DestructorDeclarationSyntax finalizer)
    {
        var last = LastKept();
        if (_fate == FinalizerFate.Goes && (last < 0 || finalizer.Body is null))
            return last < 0 ? null : finalizer;

        if (finalizer.Body is not { } body)
            return WithBlock(finalizer, last < 0 ? Array.Empty<StatementSyntax>() : new[] { ExpressionStatement(finalizer.ExpressionBody!.Expression.WithoutTrivia()) });

        var kept = body.Statements.Where((_, index) => IsKept(_site.Parts[index], index < last));
        return finalizer.WithBody(body.WithStatements(List(kept)));
    }

    private static DestructorDeclarationSyntax WithBlock(DestructorDeclarationSyntax finalizer, StatementSyntax[] statements)
    {
        return finalizer
            .WithParameterList(finalizer.ParameterList.WithTrailingTrivia())
            .WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithBody(Block(statements).WithTrailingTrivia(finalizer.GetTrailingTrivia()))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private int LastKept()
    {
        var last = -1;
        for (var index = 0; index < _site.Parts.Length; index++)
        {
            if (IsKept(_site.Parts[index], isBeforeKept: false))
                last = index;
        }

        return last;
    }

    private static bool IsKept(FinalizerPart part, bool isBeforeKept)
    {
        return part.Kind switch
        {
            FinalizerPartKind.Native or FinalizerPartKind.Mixed or FinalizerPartKind.Report or FinalizerPartKind.Elsewhere => true,
            FinalizerPartKind.EarlyReturn => isBeforeKept,
            _ => false,
        };
    }
}
