using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Plans to keep a client, made in the middle of a statement, in a local that is closed when the block ends.</summary>
internal sealed class UsingLocal
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly ExpressionSyntax _creation;
    private readonly StatementSyntax _statement;
    private readonly UsingForm _form;
    private readonly string _name;

    private UsingLocal(Document document, SyntaxNode root, ExpressionSyntax creation, StatementSyntax statement, UsingForm form, string name)
    {
        _document = document;
        _root = root;
        _creation = creation;
        _statement = statement;
        _form = form;
        _name = name;
    }

    /// <summary>Plans the local; null where the creation cannot stand before its statement, or its use outlives the block.</summary>
    public static UsingLocal? TryPlan(Document document, SyntaxNode root, SemanticModel model, ExpressionSyntax creation, TargetFeatures features, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(creation, cancellationToken).Type is not INamedTypeSymbol type
            || StatementToPrecede(creation) is not { } statement
            || ClientUse.OutlivesScope(creation, model, features.Types, cancellationToken)
            || !IsUsedWithinStatement(creation, model, cancellationToken)
            || UsingForm.TryFind(statement, type, features) is not { } form)
        {
            return null;
        }

        return new UsingLocal(document, root, creation, statement, form, FreeName(type, creation));
    }

    public Document Apply()
    {
        var inner = _creation;
        while (inner is ParenthesizedExpressionSyntax parenthesized)
            inner = parenthesized.Expression;

        ExpressionSyntax outer = _creation;
        while (outer.Parent is ParenthesizedExpressionSyntax parent)
            outer = parent;

        var newLine = FileStyle.NewLineOf(_root);
        var leading = _statement.GetLeadingTrivia();
        var changed = _statement.ReplaceNode(outer, IdentifierName(_name).WithTriviaFrom(outer));
        changed = changed.WithLeadingTrivia(leading.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        var declaration = LocalDeclarationStatement(VariableDeclaration(
                IdentifierName(Identifier(TriviaList(), SyntaxKind.VarKeyword, "var", "var", TriviaList(Space))),
                SingletonSeparatedList(VariableDeclarator(Identifier(_name), null, EqualsValueClause(inner.WithoutTrivia())))))
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(EndOfLine(newLine))
            .WithAdditionalAnnotations(Formatter.Annotation);

        var following = StatementList.After(_statement);
        following.Insert(0, changed);

        // In the old form a local that the statement declares is seen by all that follows.
        var covered = _statement is LocalDeclarationStatementSyntax ? following.Count : 1;
        return _document.WithSyntaxRoot(StatementList.ReplaceFrom(_root, _statement, _form.Write(declaration, following, covered, newLine)));
    }

    /// <summary>The statement that evaluates the creation, always and once; null where it may not come to it, or comes again.</summary>
    private static StatementSyntax? StatementToPrecede(ExpressionSyntax creation)
    {
        for (SyntaxNode node = creation; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or SwitchExpressionArmSyntax or BaseFieldDeclarationSyntax or ArrowExpressionClauseSyntax:
                case ConditionalExpressionSyntax conditional when conditional.Condition != node:
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == node:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } binary when binary.Right == node:
                    return null;
                case ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax or ThrowStatementSyntax:
                    return (StatementSyntax)parent;
                case IfStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } conditional:
                    return conditional.Condition == node ? conditional : null;
                case CommonForEachStatementSyntax loop:
                    return loop.Expression == node ? loop : null;
                case StatementSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>False for a value that is thrown away, and for one that an object holds on to which outlives the block.</summary>
    private static bool IsUsedWithinStatement(ExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken)
    {
        var operation = model.GetOperation(creation, cancellationToken);
        while (operation?.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            operation = operation.Parent;

        switch (operation?.Parent)
        {
            case IInvocationOperation or IPropertyReferenceOperation or IFieldReferenceOperation:
                return true;
            case IArgumentOperation { Parent: IInvocationOperation }:
                return true;
            case IArgumentOperation { Parent: IObjectCreationOperation holder }:
                return holder.Syntax.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } };
            default:
                return false;
        }
    }

    private static string FreeName(INamedTypeSymbol type, ExpressionSyntax creation)
    {
        var member = creation.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(node => node is not GlobalStatementSyntax) ?? creation.SyntaxTree.GetRoot();
        var taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        if (member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } outer)
            taken.UnionWith(outer.Members.OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText));

        var name = char.ToLowerInvariant(type.Name[0]) + type.Name.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && taken.Add(name))
            return name;

        for (var number = 2; ; number++)
        {
            var numbered = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (taken.Add(numbered))
                return numbered;
        }
    }
}
