using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Decides which members have to hold the guard so that a close member releases once.</summary>
internal sealed class GuardTargets
{
    private readonly GuardedCloseWriter _writer;
    private readonly CancellationToken _cancellationToken;

    public GuardTargets(GuardedCloseWriter writer, CancellationToken cancellationToken)
    {
        _writer = writer;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// The members that share one guard: the member, and its counterpart when that does work of its own; the counterpart
    /// alone when the member only forwards to it.
    /// </summary>
    public List<IMethodSymbol> Sharing(IMethodSymbol closeMember)
    {
        var members = new List<IMethodSymbol> { closeMember };
        if (Counterpart(closeMember) is not { } counterpart)
            return members;

        if (Calls(closeMember, counterpart))
        {
            return _writer.Members.OnlyForwards(_writer.Members.Syntax(closeMember)!, counterpart, _cancellationToken)
                ? new List<IMethodSymbol> { counterpart }
                : members;
        }

        if (!Calls(counterpart, closeMember) && !IsEmpty(counterpart))
            members.Add(counterpart);

        return members;
    }

    /// <summary>True when the counterpart lies in another document: it could not share the guard.</summary>
    public bool IsPartedFromCounterpart(IMethodSymbol closeMember)
    {
        return Other(closeMember) is { DeclaringSyntaxReferences: [var reference, ..] } other
            && _writer.Members.Syntax(other) is null
            && reference.GetSyntax(_cancellationToken) is MethodDeclarationSyntax { Body: not { Statements.Count: 0 } };
    }

    /// <summary>
    /// The same with <c>Dispose(bool)</c> in place of the <c>Dispose</c> that calls it: what to guard when a flag is
    /// already there. Null where there is no such method, or where <c>DisposeAsync</c> calls it.
    /// </summary>
    public List<IMethodSymbol>? SharingBelow(IMethodSymbol closeMember)
    {
        var below = _writer.Members.DisposeBool;
        return Counterpart(closeMember) is { } counterpart
            && below is not null
            && SymbolEqualityComparer.Default.Equals(counterpart, _writer.Members.Dispose)
            && Calls(counterpart, below)
            && !Calls(closeMember, below)
            ? new List<IMethodSymbol> { closeMember, below }
            : null;
    }

    /// <summary>The counterpart that the member calls beside work of its own, and that nothing guards: it gets a guard of its own.</summary>
    public IMethodSymbol? CalledUnguarded(IMethodSymbol closeMember)
    {
        return Counterpart(closeMember) is { } counterpart
            && Calls(closeMember, counterpart)
            && !Sharing(closeMember).Contains(counterpart, SymbolEqualityComparer.Default)
            && !_writer.IsGuarded(counterpart)
            ? counterpart
            : null;
    }

    private IMethodSymbol? Counterpart(IMethodSymbol closeMember)
    {
        var counterpart = Other(closeMember);
        return _writer.Members.Syntax(counterpart) is null || _writer.Members.Syntax(closeMember) is null ? null : counterpart;
    }

    private IMethodSymbol? Other(IMethodSymbol closeMember)
    {
        var close = _writer.Members;
        return SymbolEqualityComparer.Default.Equals(closeMember, close.DisposeAsync) ? close.Dispose
            : SymbolEqualityComparer.Default.Equals(closeMember, close.Dispose) ? close.DisposeAsync
            : null;
    }

    private bool Calls(IMethodSymbol caller, IMethodSymbol callee)
    {
        return _writer.Members.ReachableFrom(caller, _cancellationToken).Contains(callee);
    }

    private bool IsEmpty(IMethodSymbol member)
    {
        return _writer.Members.Syntax(member) is { Body.Statements.Count: 0 } syntax && !_writer.Edit.Touches(syntax);
    }
}
