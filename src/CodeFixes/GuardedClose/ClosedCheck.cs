using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Puts a check of the closed state at the head of a member: the type's own helper where it has one, else
/// <c>ObjectDisposedException.ThrowIf</c>, else an <c>if</c> that throws.
/// </summary>
internal sealed class ClosedCheck
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly IFieldSymbol _state;
    private readonly GuardStatements _bodies;

    private ClosedCheck(GuardedCloseWriter writer, SemanticModel model, IFieldSymbol state)
    {
        _writer = writer;
        _model = model;
        _state = state;
        _bodies = new GuardStatements(writer.Features, writer.Style);
    }

    public static bool TryPlan(GuardedCloseWriter writer, SemanticModel model, MemberDeclarationSyntax member, string stateName)
    {
        return writer.Type.GetMembers(stateName).FirstOrDefault() is IFieldSymbol state
            && writer.Features.Types.ObjectDisposedException is not null
            && new ClosedCheck(writer, model, state).TryPlan(member);
    }

    private bool TryPlan(MemberDeclarationSyntax member)
    {
        var check = Check();
        switch (member)
        {
            case MethodDeclarationSyntax method when _model.GetDeclaredSymbol(method) is { } symbol:
                _writer.Edit.ThenMember(method, current => new[] { _bodies.Prepend(current, symbol, check) });
                return true;

            case PropertyDeclarationSyntax { ExpressionBody: not null } property:
                _writer.Edit.ThenMember(property, current => new[] { WithGetter(current, check) });
                return true;

            case PropertyDeclarationSyntax { AccessorList: not null } property:
                _writer.Edit.ThenMember(property, current => new[] { current.WithAccessorList(Checked(current.AccessorList!, check)) });
                return true;

            default:
                return false;
        }
    }

    private StatementSyntax Check()
    {
        var text = new MemberText(_writer.Style);
        if (Helper() is { } helper)
            return ExpressionStatement(InvocationExpression(_writer.Style.Field(helper.Name))).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation);

        var state = _writer.Style.Field(_state.Name).ToString();
        var isClosed = _state.Type.SpecialType == SpecialType.System_Boolean ? state : state + " != 0";
        var exception = MemberText.Name(_writer.Features.Types.ObjectDisposedException!);
        return _writer.Features.Types.ObjectDisposedException!.GetMembers("ThrowIf").IsEmpty
            ? _writer.Style.If(ParseExpression(isClosed), text.Statement($"throw new {exception}(nameof({_writer.Type.Name}));")).WithTrailingTrivia(EndOfLine(_writer.Style.NewLine))
            : text.Statement($"{exception}.ThrowIf({isClosed}, this);");
    }

    /// <summary>A method without parameters whose whole work is to throw when the state is set.</summary>
    private IMethodSymbol? Helper()
    {
        foreach (var member in _writer.Type.GetMembers())
        {
            if (member is IMethodSymbol { IsStatic: false, ReturnsVoid: true, Parameters.IsEmpty: true, MethodKind: MethodKind.Ordinary } method
                && _writer.Members.Syntax(method) is { } syntax
                && (syntax.ExpressionBody is not null || syntax.Body is { Statements.Count: 1 })
                && Names(syntax, _state.Name)
                && Names(syntax, nameof(ObjectDisposedException)))
            {
                return method;
            }
        }

        return null;
    }

    private static bool Names(SyntaxNode node, string name)
    {
        return node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);
    }

    private PropertyDeclarationSyntax WithGetter(PropertyDeclarationSyntax property, StatementSyntax check)
    {
        var value = property.ExpressionBody!.Expression.WithoutTrivia();
        var getter = AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, Body(check, ReturnStatement(value)));
        return property
            .WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithAccessorList(AccessorList(SingletonList(getter)).WithTrailingTrivia(property.GetTrailingTrivia()))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private AccessorListSyntax Checked(AccessorListSyntax accessors, StatementSyntax check)
    {
        return accessors.WithAccessors(List(accessors.Accessors.Select(accessor => Checked(accessor, check)))).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private AccessorDeclarationSyntax Checked(AccessorDeclarationSyntax accessor, StatementSyntax check)
    {
        if (Names(accessor, _state.Name) || (accessor.Body is null && accessor.ExpressionBody is null))
            return accessor;

        if (accessor.Body is { } body)
        {
            var first = body.Statements.Count > 0 ? body.WithStatements(body.Statements.Replace(body.Statements[0], _bodies.AfterEmptyLine(body.Statements[0]))) : body;
            return accessor.WithBody(first.WithStatements(first.Statements.Insert(0, check)));
        }

        var expression = accessor.ExpressionBody!.Expression.WithoutTrivia();
        StatementSyntax work = accessor.IsKind(SyntaxKind.GetAccessorDeclaration) ? ReturnStatement(expression) : ExpressionStatement(expression);
        return accessor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Body(check, work).WithTrailingTrivia(accessor.GetTrailingTrivia()));
    }

    private BlockSyntax Body(StatementSyntax check, StatementSyntax work)
    {
        return Block(check, _bodies.AfterEmptyLine(work.WithTrailingTrivia(EndOfLine(_writer.Style.NewLine)))).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
