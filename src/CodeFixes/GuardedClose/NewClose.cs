using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Makes the close member of a type that declares none that could take the steps.</summary>
internal sealed class NewClose
{
    private readonly GuardedCloseWriter _writer;
    private readonly ReleaseStatements _releases;
    private readonly MemberText _text;
    private readonly KnownTypes _types;
    private readonly ClosedFlag _flag;
    private readonly List<MemberDeclarationSyntax> _added = new();
    private readonly List<FieldDeclarationSyntax> _fields = new();
    private INamedTypeSymbol? _interface;

    public NewClose(GuardedCloseWriter writer, ReleaseStatements releases)
    {
        _writer = writer;
        _releases = releases;
        _text = new MemberText(writer.Style);
        _types = writer.Features.Types;
        var prefix = writer.Style.FieldPrefix;
        _flag = new ClosedFlag(writer.FreeName(prefix + "disposed", prefix + "disposeStarted"), ClosedFlag.Number(1), Existing: null);
        _fields.Add(_text.Field($"int {_flag.Name};"));
    }

    /// <summary>Plans the new members; false when the base leaves no place for them.</summary>
    public bool TryMake(ImmutableArray<CloseStep> steps, GuardStyle style, CloseShape shape)
    {
        var needsAwait = steps.Any(_releases.NeedsAwait);
        if (needsAwait && !_writer.Features.HasAsyncClose)
            return false;

        var bases = new BaseClose(_writer.Type, _types);
        var isMade = bases.Exists && TryOverride(bases, steps, needsAwait) || (needsAwait
            ? TryMakeAsync(bases, steps, style, shape)
            : TryMakeSync(bases, steps, shape));
        if (isMade)
            Write();

        return isMade;
    }

    private bool TryOverride(BaseClose bases, ImmutableArray<CloseStep> steps, bool needsAwait)
    {
        var async = bases.DisposeAsyncCore ?? (needsAwait ? bases.DisposeAsync : null);
        var sync = bases.DisposeBool ?? (async is null || !needsAwait ? bases.Dispose : null);
        if (needsAwait ? async is null : sync is null && async is null)
            return false;

        if (sync is not null && !steps.All(_releases.NeedsAwait))
        {
            var statements = _releases.Sync(steps.RemoveAll(_releases.NeedsAwait)).ToList();
            Override(sync, statements, sync.Parameters.Length == 1 ? sync.Parameters[0].Name : null);
        }

        if (async is not null)
            Override(async, _releases.Async(steps).ToList(), disposing: null);

        return true;
    }

    private void Override(IMethodSymbol hook, List<StatementSyntax> statements, string? disposing)
    {
        var first = _flag.WasFree(TypeName.Of(_types.Interlocked!), _writer.Style);
        if (disposing is not null)
            first = BinaryExpression(SyntaxKind.LogicalAndExpression, IdentifierName(disposing), first);

        var body = new List<StatementSyntax> { Guarded(first, statements) };
        var call = $"base.{hook.Name}({disposing})";
        if (hook.IsAbstract && hook.ReturnsVoid)
            call = "";

        if (call.Length > 0)
        {
            StatementSyntax baseCall = hook.ReturnsVoid
                ? _text.Statement(call + ";")
                : _releases.Await(ParseExpression(call)).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation);
            if (!hook.IsAbstract)
                body.Add(_text.AfterEmptyLine(baseCall));
        }

        var modifiers = Accessibility(hook.DeclaredAccessibility) + "override " + (hook.ReturnsVoid ? "void" : "async " + MemberText.Name((INamedTypeSymbol)hook.ReturnType));
        var parameters = disposing is null ? "" : "bool " + disposing;
        _added.Add(_text.Method($"{modifiers} {hook.Name}({parameters})", body));
    }

    private StatementSyntax Guarded(ExpressionSyntax condition, List<StatementSyntax> statements)
    {
        var work = statements.Count == 1 && statements[0] is not TryStatementSyntax ? statements[0] : Block(statements);
        return _writer.Style.If(condition, work).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine));
    }

    private bool TryMakeSync(BaseClose bases, ImmutableArray<CloseStep> steps, CloseShape shape)
    {
        if (bases.Exists || _types.IDisposable is null || _writer.Members.DisposeAsync is not null || _writer.Members.Dispose is not null)
            return false;

        var statements = _releases.Sync(steps).ToList();
        _interface = _types.IDisposable;
        if (shape == CloseShape.Inline)
        {
            AddTail(statements, isOpen: false);
            _added.Add(_text.Method("public void Dispose()", WithGuard(statements)));
            return true;
        }

        var disposing = BinaryExpression(SyntaxKind.LogicalAndExpression, IdentifierName("disposing"), _flag.WasFree(TypeName.Of(_types.Interlocked!), _writer.Style));
        var entry = new List<StatementSyntax> { _text.Statement("Dispose(true);") };
        AddTail(entry, isOpen: true);
        _added.Add(_text.Method("public void Dispose()", entry));
        _added.Add(_text.Method("protected virtual void Dispose(bool disposing)", new[] { Guarded(disposing, statements) }));
        return true;
    }

    private bool TryMakeAsync(BaseClose bases, ImmutableArray<CloseStep> steps, GuardStyle style, CloseShape shape)
    {
        if (bases.DisposeAsync is not null || bases.ClosesAsync || _writer.Members.DisposeAsync is not null)
            return false;

        var statements = _releases.Async(steps).ToList();
        var awaits = steps.Any(_releases.CanAwait);
        var task = MemberText.Name(_types.ValueTask!);
        _interface = _types.IAsyncDisposable;
        if (_writer.Members.Dispose is not null || bases.Exists)
            statements = Then(statements, steps, _text.Statement("Dispose();"));

        MethodDeclarationSyntax? core = null;
        if (shape == CloseShape.Open)
        {
            core = _text.Method($"protected virtual {(awaits ? "async " : "")}{task} DisposeAsyncCore()", awaits ? statements : WithDefault(statements));
            awaits = true;
            statements = new List<StatementSyntax>
            {
                _releases.Await(ParseExpression("DisposeAsyncCore()")).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation),
            };
        }

        AddTail(statements, shape == CloseShape.Open);
        if (style == GuardStyle.Awaits && _types.TaskCompletionSourceOfT is not null)
        {
            var shared = new SharedClose(_writer);
            _fields.Insert(0, shared.Source());
            _added.Add(_text.Method($"public {task} DisposeAsync()", shared.Body(_flag.WasFree(TypeName.Of(_types.Interlocked!), _writer.Style), _types.ValueTask!)));
            var body = Block(statements).WithAdditionalAnnotations(Formatter.Annotation);
            _added.Add((awaits ? shared.Method(body) : shared.SynchronousMethod(body)).WithLeadingTrivia());
        }
        else
        {
            _added.Add(_text.Method($"public {(awaits ? "async " : "")}{task} DisposeAsync()", WithGuard(awaits ? statements : WithDefault(statements), awaits)));
        }

        if (core is not null)
            _added.Add(core);

        return true;
    }

    /// <summary>The statements, and after them, whatever they throw, one more.</summary>
    private List<StatementSyntax> Then(List<StatementSyntax> statements, ImmutableArray<CloseStep> steps, StatementSyntax last)
    {
        if (steps.Any(_releases.MayThrow))
            return new List<StatementSyntax> { _releases.Failing.Always(statements, new[] { last }) };

        statements.Add(last);
        return statements;
    }

    private List<StatementSyntax> WithDefault(List<StatementSyntax> statements)
    {
        statements.Add(_text.Statement("return default;"));
        return statements;
    }

    private List<StatementSyntax> WithGuard(List<StatementSyntax> statements, bool returnsNothing = true)
    {
        var leave = _text.Statement(returnsNothing ? "return;" : "return default;").WithTrailingTrivia();
        var guard = _writer.Style.If(_flag.WasTaken(TypeName.Of(_types.Interlocked!), _writer.Style), leave).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine));
        var all = new List<StatementSyntax> { guard };
        all.AddRange(statements);
        all[1] = _text.AfterEmptyLine(all[1]);
        return all;
    }

    /// <summary>Tells the collector where a finalizer is, or may come with a derived type.</summary>
    private void AddTail(List<StatementSyntax> statements, bool isOpen)
    {
        if (isOpen || _writer.HasFinalizer)
            statements.Add(_text.Statement($"{MemberText.Name(_types.GC!)}.SuppressFinalize(this);"));
    }

    private static string Accessibility(Accessibility accessibility)
    {
        return accessibility switch
        {
            Microsoft.CodeAnalysis.Accessibility.Public => "public ",
            Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal ",
            Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected ",
            Microsoft.CodeAnalysis.Accessibility.Internal => "internal ",
            _ => "protected ",
        };
    }

    private void Write()
    {
        var edit = _writer.Edit;
        foreach (var member in _added)
            edit.Then(type => MemberPlacement.Append(type, member, _writer.Style));

        foreach (var field in _fields)
            edit.Then(type => FieldPlacement.Add(type, field, user: null, _writer.Style));

        // The new DisposeAsync calls it, and so may somebody afterwards.
        if (_writer.Members is { Dispose: { } dispose, DisposeAsync: null } && !_writer.IsGuarded(dispose))
            _writer.TryGuard(dispose, GuardStyle.Returns);

        if (_interface is { } closeInterface && !_writer.Type.Implements(closeInterface))
            edit.Then(type => MemberPlacement.AddInterface(type, TypeName.Of(closeInterface)));
    }
}
