using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Lets a close that has claimed its state call the work behind a member's test: the core that the member calls already,
/// or a new one, which both call.
/// </summary>
internal sealed class UnguardedCore
{
    private readonly GuardedCloseWriter _writer;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;

    private UnguardedCore(GuardedCloseWriter writer, SemanticModel model, CancellationToken cancellationToken)
    {
        _writer = writer;
        _model = model;
        _cancellationToken = cancellationToken;
    }

    public static bool TryPlan(GuardedCloseWriter writer, SemanticModel model, InvocationExpressionSyntax call, TextSpan test, CancellationToken cancellationToken)
    {
        return new UnguardedCore(writer, model, cancellationToken).TryPlan(call, test);
    }

    private bool TryPlan(InvocationExpressionSyntax call, TextSpan test)
    {
        if (_model.GetSymbolInfo(call, _cancellationToken).Symbol is not IMethodSymbol called
            || _writer.Members.Implementation(called) is not { } callee
            || _writer.Members.Syntax(callee) is not { Body: { } body } member
            || !CanBeParted(callee, member)
            || GuardedHead.Length(_model, body, test, _cancellationToken) is not (> 0 and var length))
        {
            return false;
        }

        var name = Existing(callee, body, length);
        if (name is null)
        {
            name = _writer.FreeName(NameFor(callee.Name.Substring(callee.Name.LastIndexOf('.') + 1)));
            _writer.Edit.ThenMember(member, current => Part(current, callee, length, name));
        }

        _writer.Edit.Replace(call, current => ((InvocationExpressionSyntax)current).WithExpression(
            _writer.Style.Field(name).WithTriviaFrom(((InvocationExpressionSyntax)current).Expression)));
        return true;
    }

    /// <summary>What others may replace stays whole, and so does what is more than a sequence of statements.</summary>
    private bool CanBeParted(IMethodSymbol callee, MethodDeclarationSyntax member)
    {
        return !callee.IsStatic
            && callee.TypeParameters.IsEmpty
            && (_writer.Type.IsSealed || (!callee.IsVirtual && !callee.IsOverride))
            && callee.Parameters.All(static parameter => parameter.RefKind == RefKind.None)
            && !(callee.IsAsync && callee.ReturnsVoid)
            && !member.ContainsDirectives
            && !member.DescendantNodes().Any(static node => node is YieldStatementSyntax or LabeledStatementSyntax);
    }

    /// <summary>The method that is all that stands behind the test, when the close can call it in the member's place.</summary>
    private string? Existing(IMethodSymbol callee, BlockSyntax body, int length)
    {
        if (body.Statements.Count != length + 1)
            return null;

        var expression = body.Statements[length] switch
        {
            ReturnStatementSyntax returned => returned.Expression,
            ExpressionStatementSyntax statement => statement.Expression,
            _ => null,
        };
        if (expression is AwaitExpressionSyntax awaiting)
            expression = Unconfigured(awaiting.Expression);

        return expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } call
            && _model.GetSymbolInfo(call, _cancellationToken).Symbol is IMethodSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } core
            && SymbolEqualityComparer.Default.Equals(core.ReturnType, callee.ReturnType)
            && PassesOn(call.ArgumentList.Arguments, callee, core)
                ? core.Name
                : null;
    }

    private bool PassesOn(SeparatedSyntaxList<ArgumentSyntax> arguments, IMethodSymbol callee, IMethodSymbol core)
    {
        if (arguments.Count != callee.Parameters.Length || core.Parameters.Length != callee.Parameters.Length)
            return false;

        for (var i = 0; i < arguments.Count; i++)
        {
            var isSame = arguments[i].NameColon is null
                && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(arguments[i].Expression, _cancellationToken).Symbol, callee.Parameters[i])
                && (!callee.Parameters[i].IsOptional || core.Parameters[i].IsOptional);
            if (!isSame)
                return false;
        }

        return true;
    }

    private static ExpressionSyntax Unconfigured(ExpressionSyntax task)
    {
        return task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.ConfigureAwait) } access } ? access.Expression : task;
    }

    /// <summary>StopCoreAsync for StopAsync; a close gets the name of what it does, since Dispose has names of its own.</summary>
    private static string NameFor(string callee)
    {
        return callee switch
        {
            nameof(IDisposable.Dispose) => "CloseCore",
            "DisposeAsync" => "CloseCoreAsync",
            _ when callee.EndsWith("Async", StringComparison.Ordinal) => callee.Substring(0, callee.Length - "Async".Length) + "CoreAsync",
            _ => callee + "Core",
        };
    }

    /// <summary>The member with its test and a call of the core, and the core.</summary>
    private IEnumerable<MemberDeclarationSyntax> Part(MethodDeclarationSyntax member, IMethodSymbol callee, int length, string name)
    {
        var body = member.Body!;
        var newLine = EndOfLine(_writer.Style.NewLine);
        var rest = body.WithStatements(List(body.Statements.Skip(length)));
        var bodies = new GuardStatements(_writer.Features, _writer.Style);
        var call = bodies.AfterEmptyLine(CallOf(member, callee, name).WithTrailingTrivia(newLine).WithAdditionalAnnotations(Formatter.Annotation));
        yield return member.WithBody(body.WithStatements(List(body.Statements.Take(length).Append(call))));

        var modifiers = member.Modifiers.Where(static modifier => modifier.IsKind(SyntaxKind.AsyncKeyword) || modifier.IsKind(SyntaxKind.UnsafeKeyword));
        if (_writer.Style.WritesPrivate)
            modifiers = modifiers.Prepend(Token(SyntaxKind.PrivateKeyword));

        yield return member
            .WithAttributeLists(default)
            .WithExplicitInterfaceSpecifier(null)
            .WithModifiers(TokenList(modifiers.Select(static modifier => modifier.WithoutTrivia().WithTrailingTrivia(Space))))
            .WithReturnType(member.ReturnType.WithLeadingTrivia())
            .WithIdentifier(Identifier(name))
            .WithBody(GuardStatements.Trimmed(rest))
            .WithLeadingTrivia(newLine)
            .WithTrailingTrivia(newLine)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private StatementSyntax CallOf(MethodDeclarationSyntax member, IMethodSymbol callee, string name)
    {
        var arguments = callee.Parameters.Select(static parameter => Argument(IdentifierName(parameter.Name)));
        ExpressionSyntax call = InvocationExpression(_writer.Style.Field(name), ArgumentList(SeparatedList(arguments)));
        if (callee.ReturnsVoid)
            return ExpressionStatement(call);

        if (!member.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return ReturnStatement(call);

        var awaiting = AwaitExpression(_writer.Style.Configured(call));
        return callee.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } ? ReturnStatement(awaiting) : ExpressionStatement(awaiting);
    }
}
