using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Decides which existing close members get which steps, and plans the edits.</summary>
internal sealed class StepPlan
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly GuardStatements _bodies;
    private readonly CancellationToken _cancellationToken;

    public StepPlan(GuardedCloseWriter writer, SemanticModel model, CancellationToken cancellationToken)
    {
        _writer = writer;
        _model = model;
        _cancellationToken = cancellationToken;
        Releases = new ReleaseStatements(writer.Features, writer.Style, model.Compilation, writer.Type);
        _bodies = new GuardStatements(writer.Features, writer.Style);
    }

    public ReleaseStatements Releases { get; }

    /// <summary>
    /// Adds the steps to the close members that the type declares, and guards these where they are not; false, and no
    /// edit, when the steps cannot all be placed.
    /// </summary>
    public bool TryAddToExisting(ImmutableArray<CloseStep> steps, GuardStyle style)
    {
        var (sync, async) = Places();
        var syncSteps = sync is null ? ImmutableArray<CloseStep>.Empty : steps.RemoveAll(Releases.NeedsAwait);
        var asyncSteps = async is null ? ImmutableArray<CloseStep>.Empty : steps;
        if (sync is not null && async is not null && RunsFully(async, sync))
            asyncSteps = steps.RemoveRange(syncSteps);

        if (steps.Any(step => !syncSteps.Contains(step) && !asyncSteps.Contains(step)))
            return false;

        var syncPlace = PlaceFor(sync, syncSteps);
        var asyncPlace = PlaceFor(async, asyncSteps);
        if (syncPlace is null != syncSteps.IsEmpty || asyncPlace is null != asyncSteps.IsEmpty || !TryMakeAsync(async, asyncSteps))
            return false;

        syncPlace?.Insert(Releases.Sync(syncSteps), sync!, _bodies, Releases.Failing, _writer.Style, _writer.Edit);
        asyncPlace?.Insert(Releases.Async(asyncSteps), async!, _bodies, Releases.Failing, _writer.Style, _writer.Edit);
        if (!IsGuarded(_writer.Members.Dispose, sync) || !IsGuarded(_writer.Members.DisposeAsync, async))
            GuardEntries(style);

        return true;
    }

    private StepPlace? PlaceFor(IMethodSymbol? symbol, ImmutableArray<CloseStep> steps)
    {
        if (steps.IsEmpty || _writer.Members.Syntax(symbol) is not { } member)
            return null;

        var lastTask = AsyncConversion.LastTask(member, _model, _writer.Features);
        var place = StepPlace.TryFind(member, _model, lastTask, HasToAwait(member, steps));

        // What the rest of the close still uses cannot be released before it.
        return place is { IsBeforeWork: true } && steps.OfType<CloseStep.Release>().Any(step => Uses(symbol!, step.Member)) ? null : place;
    }

    private bool Uses(IMethodSymbol close, ISymbol member)
    {
        return _writer.Members.ReachableFrom(close, _cancellationToken).Append(close)
            .SelectMany(method => method.DeclaringSyntaxReferences)
            .Where(reference => reference.SyntaxTree == _model.SyntaxTree)
            .SelectMany(reference => reference.GetSyntax(_cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => name.Identifier.ValueText == member.Name && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name, _cancellationToken).Symbol, member));
    }

    private bool IsGuarded(IMethodSymbol? entry, IMethodSymbol? place)
    {
        if (entry is null)
            return true;

        return StepPlace.IsGuarded(_writer.Members.Syntax(entry), _model) || StepPlace.IsGuarded(_writer.Members.Syntax(place), _model);
    }

    private void GuardEntries(GuardStyle style)
    {
        var entry = _writer.Members.DisposeAsync ?? _writer.Members.Dispose;
        if (entry is not null && !(style == GuardStyle.Awaits && _writer.TryGuard(entry, style)))
            _writer.TryGuard(entry, GuardStyle.Returns);
    }

    /// <summary>The member in which a synchronous and the one in which an asynchronous close does its work.</summary>
    private (IMethodSymbol? Sync, IMethodSymbol? Async) Places()
    {
        var close = _writer.Members;
        var sync = close.Dispose;
        if (close.DisposeBool is not null && (sync is null || Calls(sync, close.DisposeBool)))
            sync = close.DisposeBool;
        else if (sync is not null && close.DisposeAsync is not null && Calls(sync, close.DisposeAsync))
            sync = null;

        var async = close.DisposeAsync;
        if (close.DisposeAsyncCore is not null && (async is null || Calls(async, close.DisposeAsyncCore)))
            async = close.DisposeAsyncCore;

        return (sync is null ? null : close.WorkOf(sync, _cancellationToken), async is null ? null : close.WorkOf(async, _cancellationToken));
    }

    /// <summary>True when the asynchronous close also does all that the synchronous one does.</summary>
    private bool RunsFully(IMethodSymbol async, IMethodSymbol sync)
    {
        var close = _writer.Members;
        var entry = close.DisposeAsync ?? async;
        if (close.Dispose is not null && Calls(entry, close.Dispose))
            return true;

        if (!Calls(entry, sync))
            return false;

        return !SymbolEqualityComparer.Default.Equals(sync, close.DisposeBool) || close.PassesTrue(entry, sync, _cancellationToken);
    }

    private bool Calls(IMethodSymbol caller, IMethodSymbol callee)
    {
        return _writer.Members.ReachableFrom(caller, _cancellationToken).Contains(callee);
    }

    /// <summary>True when a step awaits, or comes after a task that the member only hands back.</summary>
    private bool HasToAwait(MethodDeclarationSyntax member, ImmutableArray<CloseStep> steps)
    {
        return !steps.IsEmpty && (steps.Any(Releases.CanAwait) || AsyncConversion.HandsBackTask(member, _model, _writer.Features));
    }

    private bool TryMakeAsync(IMethodSymbol? symbol, ImmutableArray<CloseStep> steps)
    {
        if (_writer.Members.Syntax(symbol) is not { } member || !HasToAwait(member, steps) || member.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return true;

        if (!AsyncConversion.TryPlan(member, _model, _writer.Features, Releases, _writer.Edit))
            return false;

        _writer.Edit.ThenMember(member, current => new[] { AsyncConversion.MakeAsync(current, symbol!, _model, _writer.Features, Releases, _bodies) });
        return true;
    }
}
