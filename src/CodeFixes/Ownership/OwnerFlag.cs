using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>
/// Plans a field that says whether the type owns what one of its members holds, and sets it wherever the constructors
/// give the member its value: <c>_http = given ?? new HttpClient(); _ownsHttp = given is null;</c>
/// </summary>
internal sealed class OwnerFlag
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly ISymbol _member;
    private readonly CancellationToken _cancellationToken;
    private readonly List<(ConstructorDeclarationSyntax Constructor, ExpressionSyntax? After, string Condition)> _settings = new();
    private readonly OwnerCondition _conditions;
    private readonly HashSet<ISymbol> _given = new(SymbolEqualityComparer.Default);
    private string? _initialCondition;

    private OwnerFlag(GuardedCloseWriter writer, SemanticModel model, ISymbol member, CancellationToken cancellationToken)
    {
        _writer = writer;
        _model = model;
        _member = member;
        _conditions = new OwnerCondition(writer, model, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Plans the flag and returns its name; null, and no edit, where ownership is decided in a way that a flag cannot follow.</summary>
    public static string? TryPlan(GuardedCloseWriter writer, SemanticModel model, ISymbol member, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.Length != 1 || writer.Type.DeclaringSyntaxReferences.Length != 1)
            return null;

        var flag = new OwnerFlag(writer, model, member, cancellationToken);
        return flag.TryReadInitializer() && flag.TryReadAssignments() && flag.TryReadChains() ? flag.Write() : null;
    }

    private bool TryReadInitializer()
    {
        var initializer = _member.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        if (initializer is null || initializer.Value.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            return true;

        // A value that the constructors replace would be lost by itself.
        _initialCondition = _conditions.Of(initializer.Value);
        return _initialCondition is not null and not "true";
    }

    private bool TryReadAssignments()
    {
        foreach (var name in _writer.Edit.Type.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != _member.Name || !SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name, _cancellationToken).Symbol, _member))
                continue;

            ExpressionSyntax access = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified ? qualified : name;
            if (access.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != access)
            {
                if (access.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or RefExpressionSyntax || access.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax } })
                    return false;

                continue;
            }

            if (_initialCondition is not null
                || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                || !TryReadAssignment(assignment))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadAssignment(AssignmentExpressionSyntax assignment)
    {
        var constructor = assignment.Parent switch
        {
            ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax arrow } => arrow,
            ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax block } } => block,
            _ => null,
        };
        if (constructor is null || constructor.Modifiers.Any(SyntaxKind.StaticKeyword) || _conditions.Of(assignment.Right) is not { } condition)
            return false;

        if (condition != "false")
            _settings.Add((constructor, assignment, condition));
        else if (_model.GetSymbolInfo(assignment.Right, _cancellationToken).Symbol is IParameterSymbol parameter)
            _given.Add(parameter);

        return true;
    }

    /// <summary><c>: this(new HttpClient())</c>: the constructor that gives the value away to another one owns it.</summary>
    private bool TryReadChains()
    {
        foreach (var constructor in _writer.Edit.Type.Members.OfType<ConstructorDeclarationSyntax>())
        {
            if (constructor.Initializer is not { RawKind: (int)SyntaxKind.ThisConstructorInitializer } chain
                || _model.GetOperation(chain, _cancellationToken) is not IInvocationOperation call)
            {
                continue;
            }

            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter is null || !_given.Contains(argument.Parameter))
                    continue;

                if (argument.Value.Syntax is not ExpressionSyntax value || _conditions.Of(value) is not { } condition)
                    return false;

                if (condition != "false")
                    _settings.Add((constructor, null, condition));
            }
        }

        return true;
    }

    private string? Write()
    {
        if (_settings.Count == 0 && _initialCondition is null or "false")
            return null;

        var bare = _member.Name.TrimStart('_');
        if (bare.StartsWith("m_", StringComparison.Ordinal))
            bare = bare.Substring(2);

        if (bare.Length == 0)
            return null;

        var prefix = _writer.Style.FieldPrefix;
        var name = _writer.FreeName(prefix + "owns" + char.ToUpperInvariant(bare[0]) + bare.Substring(1));
        var text = new MemberText(_writer.Style);
        var field = text.Field($"readonly bool {name}{(_initialCondition is null ? "" : " = " + _initialCondition)};");
        _writer.Edit.Then(type => FieldPlacement.Add(type, field, user: null, _writer.Style));
        foreach (var (constructor, after, condition) in _settings)
            Set(constructor, after, _writer.Style.Field(name) + " = " + condition + ";", text);

        return name;
    }

    private void Set(ConstructorDeclarationSyntax constructor, ExpressionSyntax? after, string statement, MemberText text)
    {
        var place = after?.Parent is ExpressionStatementSyntax assigned ? _writer.Edit.Track(assigned) : null;
        _writer.Edit.ThenMember(constructor, current =>
        {
            var added = text.Statement(statement);
            if (current.ExpressionBody is { } arrow)
            {
                var first = SyntaxFactory.ExpressionStatement(arrow.Expression.WithoutTrivia()).WithTrailingTrivia(SyntaxFactory.EndOfLine(_writer.Style.NewLine)).WithAdditionalAnnotations(Formatter.Annotation);
                var body = SyntaxFactory.Block(first, added).WithTrailingTrivia(current.SemicolonToken.TrailingTrivia).WithAdditionalAnnotations(Formatter.Annotation);
                var head = current.ParameterList.WithTrailingTrivia(SyntaxFactory.EndOfLine(_writer.Style.NewLine));
                return new[] { current.WithParameterList(head).WithExpressionBody(null).WithSemicolonToken(default).WithBody(body).WithAdditionalAnnotations(Formatter.Annotation) };
            }

            var statements = current.Body!.Statements;
            var index = place is null ? 0 : statements.IndexOf(TypeEdit.Find<StatementSyntax>(current, place)) + 1;
            var block = current.Body.WithStatements(statements.Insert(index, added));
            return new[] { current.WithBody(statements.Count == 0 ? block.WithAdditionalAnnotations(Formatter.Annotation) : block) };
        });
    }
}
