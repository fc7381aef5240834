using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// The native releases that stay in a finalizer and that a new close has to do as well: behind a claim of their own, so
/// that whichever comes first does them, and a close that fails half way leaves them to the finalizer.
/// </summary>
internal sealed class NativeSteps
{
    private const string MethodName = "ReleaseNative";

    private readonly bool _isUnsafe;

    private NativeSteps(ImmutableArray<StatementSyntax> extracted, ImmutableArray<StatementSyntax> calls, bool isUnsafe)
    {
        Extracted = extracted;
        Calls = calls;
        _isUnsafe = isUnsafe;
    }

    /// <summary>The statements of the finalizer that get a method of their own.</summary>
    public ImmutableArray<StatementSyntax> Extracted { get; }

    /// <summary>What the close has to call.</summary>
    public ImmutableArray<StatementSyntax> Calls { get; private set; }

    public static NativeSteps Read(FinalizerSite site, GuardedCloseWriter writer)
    {
        var natives = site.Parts.Where(part => part.Kind == FinalizerPartKind.Native).Select(part => part.Node).ToImmutableArray();
        var isUnsafe = site.Declaration.Modifiers.Any(SyntaxKind.UnsafeKeyword);

        // A new DisposeAsync calls the Dispose that is there, and that one releases by itself.
        if (natives.IsEmpty || writer.Members.Dispose is { } dispose && site.Path.ReleasesNative(dispose))
            return new NativeSteps(ImmutableArray<StatementSyntax>.Empty, ImmutableArray<StatementSyntax>.Empty, isUnsafe);

        var statements = natives.Select(node => node as StatementSyntax ?? ExpressionStatement((ExpressionSyntax)node.WithoutTrivia())).ToImmutableArray();
        return natives.All(node => IsOwnCall(site, node))
            ? new NativeSteps(ImmutableArray<StatementSyntax>.Empty, statements, isUnsafe)
            : new NativeSteps(statements, ImmutableArray<StatementSyntax>.Empty, isUnsafe);
    }

    /// <summary>Moves the releases into a method with a claim, which the finalizer calls from now on.</summary>
    public async Task<TrackedType> ExtractAsync(TrackedType tracked, CancellationToken cancellationToken)
    {
        if (Extracted.IsEmpty || await tracked.GetWriterAsync(cancellationToken).ConfigureAwait(false) is not { Features.Types.Interlocked: { } interlocked } writer)
            return tracked;

        var root = await tracked.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var style = writer.Style;
        var text = new MemberText(style);
        var method = writer.FreeName(MethodName);
        var flag = new ClosedFlag(writer.FreeName(style.FieldPrefix + "nativeReleased"), ClosedFlag.Number(1), Existing: null);
        var claim = style.If(flag.WasTaken(TypeName.Of(interlocked), style), ReturnStatement()).WithTrailingTrivia(EndOfLine(style.NewLine));
        var body = Extracted.SetItem(0, text.AfterEmptyLine(Extracted[0])).Insert(0, claim);

        var call = text.Statement(method + "();");
        Calls = ImmutableArray.Create(call);
        writer.Edit.Replace(tracked.FinalizerIn(root)!, node => WithCall((DestructorDeclarationSyntax)node, call));
        writer.Edit.Then(type => MemberPlacement.Append(type, text.Method($"private {(_isUnsafe ? "unsafe " : "")}void {method}()", body.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation))), style));
        writer.Edit.Then(type => FieldPlacement.Add(type, text.Field($"int {flag.Name};"), user: null, style));
        return tracked.With(writer.GetChangedDocument());
    }

    private DestructorDeclarationSyntax WithCall(DestructorDeclarationSyntax finalizer, StatementSyntax call)
    {
        if (finalizer.Body is not { } body)
            return finalizer.WithExpressionBody(finalizer.ExpressionBody!.WithExpression(((ExpressionStatementSyntax)call).Expression));

        var natives = body.Statements.Where(statement => Extracted.Any(statement.IsEquivalentTo)).ToList();
        var statements = body.Statements.Where(statement => !natives.Contains(statement)).ToList();
        statements.Insert(body.Statements.IndexOf(natives[0]), call.WithAdditionalAnnotations(Formatter.Annotation));
        return finalizer.WithBody(body.WithStatements(List(statements)));
    }

    /// <summary>True for a call of a method of the type, which can be called from the close as well.</summary>
    private static bool IsOwnCall(FinalizerSite site, SyntaxNode node)
    {
        var call = (node as ExpressionStatementSyntax)?.Expression ?? node;
        return call is InvocationExpressionSyntax
            && site.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: false, IsExtern: false } method
            && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, site.Type);
    }
}
