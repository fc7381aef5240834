using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE301: closes the member in the close of its type, or in the hook of its test framework; only when it is owned.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnedMemberNeverClosedFix))]
public sealed class OwnedMemberNeverClosedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OwnedMemberNeverClosed.Id, Rules.AnyOwnedMemberNeverClosed.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not { RawKind: (int)SyntaxKind.VariableDeclarator or (int)SyntaxKind.PropertyDeclaration } declaration
            || model?.GetDeclaredSymbol(declaration, cancellationToken) is not { ContainingType: { } type } member
            || MayBeSetByOthers(member)
            || await GuardedCloseWriter.TryCreateAsync(document, type, cancellationToken).ConfigureAwait(false) is not { } writer
            || HasCloseElsewhere(writer)
            || IsNameTaken(type))
        {
            return ImmutableArray<Repair>.Empty;
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.Ownership, out var ownership);
        return (ownership == "conditional"
            ? TryCloseWhenOwned(writer, model, member, cancellationToken)
            : TryClose(writer, model, member, cancellationToken)) is { } title
            ? ImmutableArray.Create(new Repair(title, ownership == "conditional" ? "CloseWhenOwned" : "CloseMember", _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }

    private static string? TryCloseWhenOwned(GuardedCloseWriter writer, SemanticModel model, ISymbol member, CancellationToken cancellationToken)
    {
        return !TestHook.IsHooked(writer.Type, writer.Features.Types)
            && OwnerFlag.TryPlan(writer, model, member, cancellationToken) is { } flag
            && writer.TryAddSteps(ImmutableArray.Create<CloseStep>(new CloseStep.Release(member, flag)), Style(writer))
            ? "Close it only when owned"
            : null;
    }

    private static string? TryClose(GuardedCloseWriter writer, SemanticModel model, ISymbol member, CancellationToken cancellationToken)
    {
        var types = writer.Features.Types;
        if (TestHook.IsHooked(writer.Type, types))
        {
            return TestHook.TryFind(writer.Type, member, model, writer.Edit.Type, types, cancellationToken) is { } hook && hook.TryAdd(writer, model, member, cancellationToken)
                ? $"Close it in {hook.Name}"
                : null;
        }

        var release = new CloseStep.Release(member);
        var isAsync = writer.Members is { DisposeAsync: not null, Dispose: null }
            || new ReleaseStatements(writer.Features, writer.Style, model.Compilation, writer.Type).NeedsAwait(release);

        // Nobody derives from a test class to close more.
        var shape = TestHook.IsXunit(writer.Type, types) ? CloseShape.Inline : (CloseShape?)null;
        return writer.TryAddSteps(ImmutableArray.Create<CloseStep>(release), Style(writer), shape)
            ? isAsync ? "Close it in DisposeAsync" : "Close it in Dispose"
            : null;
    }

    private static GuardStyle Style(GuardedCloseWriter writer)
    {
        return GuardStyles.InOrder(writer.Options)[0];
    }

    /// <summary>What others set may be theirs.</summary>
    private static bool MayBeSetByOthers(ISymbol member)
    {
        return member switch
        {
            IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
            IFieldSymbol { IsReadOnly: false } => member.DeclaredAccessibility != Accessibility.Private,
            _ => false,
        };
    }

    /// <summary>True when another part of the type declares a close member, which a fix of this document cannot change.</summary>
    private static bool HasCloseElsewhere(GuardedCloseWriter writer)
    {
        foreach (var member in new[] { writer.Members.Dispose, writer.Members.DisposeAsync, writer.Members.DisposeBool, writer.Members.DisposeAsyncCore })
        {
            if (member is { IsAbstract: false } && writer.Members.Syntax(member) is null)
                return true;
        }

        return false;
    }

    /// <summary>True when something that is no close member has the name of one.</summary>
    private static bool IsNameTaken(INamedTypeSymbol type)
    {
        return type.GetMembers(nameof(IDisposable.Dispose)).Concat(type.GetMembers("DisposeAsync")).Any(member => member.IsStatic || member is not IMethodSymbol);
    }
}
