using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// The form in which every caller awaits the one close. The first caller runs it and hands its task to all:
/// <code>
/// if (Interlocked.Exchange(ref _disposed, 1) == 0)
///     _closing.SetResult(CloseOnceAsync());
///
/// return new ValueTask(_closing.Task.Unwrap());
/// </code>
/// The close itself is an asynchronous method, so that whatever it throws, sooner or later, is in its task; a caller
/// that comes between the claim and the result awaits the source. No lock is held while the close runs.
/// </summary>
internal sealed class SharedClose
{
    private readonly GuardedCloseWriter _writer;
    private readonly MemberText _text;
    private readonly string _source;
    private readonly string _method;

    public SharedClose(GuardedCloseWriter writer)
    {
        _writer = writer;
        _text = new MemberText(writer.Style);
        _source = writer.FreeName(writer.Style.FieldPrefix + "closing");
        _method = writer.FreeName("CloseOnceAsync");
    }

    /// <summary>The field that holds the task of the close for everybody.</summary>
    public FieldDeclarationSyntax Source()
    {
        var types = _writer.Features.Types;
        var type = $"{MemberText.Name(types.TaskCompletionSourceOfT!.Construct(types.Task!))}";
        var created = _writer.Features.HasTargetTypedNew ? "new" : "new " + type;
        return _text.Field($"readonly {type} {_source} = {created}(global::System.Threading.Tasks.TaskCreationOptions.RunContinuationsAsynchronously);");
    }

    /// <summary>The statements of <c>DisposeAsync</c>.</summary>
    public IEnumerable<StatementSyntax> Body(ExpressionSyntax isFirst, ITypeSymbol returnType)
    {
        var share = _text.Statement($"{Access(_source)}.SetResult({_method}());");
        yield return _writer.Style.If(isFirst, share).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine));

        var task = $"{Access(_source)}.Task.Unwrap()";
        var types = _writer.Features.Types;
        var result = SymbolEqualityComparer.Default.Equals(returnType, types.Task) ? task : $"new {MemberText.Name(types.ValueTask!)}({task})";
        yield return _text.AfterEmptyLine(_text.Statement($"return {result};"));
    }

    /// <summary>The close itself, which awaits.</summary>
    public MethodDeclarationSyntax Method(BlockSyntax body)
    {
        var method = _text.Method($"{Private}async {MemberText.Name(_writer.Features.Types.Task!)} {_method}()", Array.Empty<StatementSyntax>());
        return Separated(method.WithBody(body.WithTrailingTrivia(EndOfLine(_writer.Style.NewLine))));
    }

    /// <summary>The close itself, when it awaits nothing: what it throws still goes to every caller.</summary>
    public MethodDeclarationSyntax SynchronousMethod(BlockSyntax body)
    {
        var task = MemberText.Name(_writer.Features.Types.Task!);
        var completed = _text.Statement($"return {task}.CompletedTask;");
        var attempt = (TryStatementSyntax)_text.Statement($"try\n{{\n}}\ncatch (global::System.Exception exception)\n{{\nreturn {task}.FromException(exception);\n}}");
        attempt = attempt.WithBlock(attempt.Block.WithStatements(body.Statements.Add(completed)).WithCloseBraceToken(body.CloseBraceToken.WithTrailingTrivia(EndOfLine(_writer.Style.NewLine))));
        return Separated(_text.Method($"{Private}{task} {_method}()", new[] { attempt }));
    }

    /// <summary>The work of another close member, after which those who await the close may go on.</summary>
    public StatementSyntax Completing(SyntaxList<StatementSyntax> work)
    {
        var task = MemberText.Name(_writer.Features.Types.Task!);
        var attempt = (TryStatementSyntax)_text.Statement($"try\n{{\n}}\nfinally\n{{\n{Access(_source)}.SetResult({task}.CompletedTask);\n}}");
        return attempt.WithBlock(attempt.Block.WithStatements(work));
    }

    private string Private => _writer.Style.WritesPrivate ? "private " : "";

    private string Access(string field)
    {
        return _writer.Style.Field(field).ToString();
    }

    private MethodDeclarationSyntax Separated(MethodDeclarationSyntax method)
    {
        return method.WithLeadingTrivia(method.GetLeadingTrivia().Insert(0, EndOfLine(_writer.Style.NewLine)));
    }
}
