using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>The static field that holds a shared client: one that the type has already, or a new one.</summary>
internal sealed class SharedClientField
{
    private readonly ExpressionSyntax? _value;
    private readonly TypeSyntax? _clientType;
    private readonly FileStyle? _style;

    private SharedClientField(string name)
    {
        Name = name;
    }

    private SharedClientField(string name, ExpressionSyntax value, TypeSyntax clientType, FileStyle style)
        : this(name)
    {
        _value = value;
        _clientType = clientType;
        _style = style;
    }

    public string Name { get; }

    /// <summary>True when the type has the field already.</summary>
    public bool Exists => _value is null;

    public static SharedClientField Plan(
        TypeDeclarationSyntax type,
        INamedTypeSymbol symbol,
        BaseObjectCreationExpressionSyntax creation,
        IObjectCreationOperation operation,
        TargetFeatures features,
        FileStyle style,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        var value = Value(creation, operation, features);
        foreach (var field in type.Members.OfType<FieldDeclarationSyntax>())
        {
            if (field.Declaration.Variables is [{ Initializer.Value: { } existing } variable]
                && model.GetDeclaredSymbol(variable, cancellationToken) is IFieldSymbol { IsStatic: true, IsReadOnly: true } held
                && SymbolEqualityComparer.Default.Equals(held.Type, features.Types.HttpClient)
                && Words(existing) == Words(value)
                && !IsChanged(variable.Identifier.ValueText, type))
            {
                return new SharedClientField(variable.Identifier.ValueText);
            }
        }

        return new SharedClientField(FreeName(type, symbol), value, TypeName.Of(features.Types.HttpClient!), style);
    }

    /// <summary>Adds the field below the static fields at the head of the type, or first.</summary>
    public TypeDeclarationSyntax AddTo(TypeDeclarationSyntax type)
    {
        var members = type.Members;
        var index = 0;
        while (index < members.Count && members[index] is FieldDeclarationSyntax known && known.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.ConstKeyword)))
            index++;

        var newLine = SyntaxFactory.EndOfLine(_style!.NewLine);
        var field = SyntaxFactory.FieldDeclaration(
                SyntaxFactory.List<AttributeListSyntax>(),
                SyntaxFactory.TokenList(SyntaxFactory.ParseTokens(_style.WritesPrivate ? "private static readonly " : "static readonly ").Where(token => !token.IsKind(SyntaxKind.EndOfFileToken))),
                SyntaxFactory.VariableDeclaration(
                    _clientType!.WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(SyntaxFactory.Identifier(Name), null, SyntaxFactory.EqualsValueClause(_value!)))))
            .WithTrailingTrivia(newLine)
            .WithAdditionalAnnotations(Formatter.Annotation);

        if (index < members.Count && members[index] is not FieldDeclarationSyntax && !StartsWithEmptyLine(members[index]))
            members = members.Replace(members[index], members[index].WithLeadingTrivia(members[index].GetLeadingTrivia().Insert(0, newLine)));

        return type.WithMembers(members.Insert(index, field));
    }

    private static bool StartsWithEmptyLine(MemberDeclarationSyntax member)
    {
        return member.GetLeadingTrivia().FirstOrDefault(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)).IsKind(SyntaxKind.EndOfLineTrivia);
    }

    /// <summary>The client of the call as it was made; one made with nothing gets a pool that notices changes of DNS.</summary>
    private static ExpressionSyntax Value(BaseObjectCreationExpressionSyntax creation, IObjectCreationOperation operation, TargetFeatures features)
    {
        var types = features.Types;
        var head = features.HasTargetTypedNew ? "new" : "new " + MemberText.Name(types.HttpClient!);
        var arguments = creation.ArgumentList is { Arguments.Count: > 0 } given ? given.WithoutTrivia().ToString() : "()";
        if (operation.Arguments.IsEmpty && types.SocketsHttpHandler is not null && types.TimeSpan is not null)
            arguments = $"(new {MemberText.Name(types.SocketsHttpHandler)} {{ PooledConnectionLifetime = {MemberText.Name(types.TimeSpan)}.FromMinutes(2) }})";

        var text = head + arguments + (creation.Initializer is { } initializer ? " " + initializer.WithoutTrivia() : "");
        var value = SyntaxFactory.ParseExpression(text);
        var names = value.DescendantNodes().OfType<AliasQualifiedNameSyntax>().Select(Outermost);
        return value
            .ReplaceNodes(names, (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation))
            .WithLeadingTrivia(SyntaxFactory.Space);
    }

    private static SyntaxNode Outermost(SyntaxNode name)
    {
        while (name.Parent is QualifiedNameSyntax || name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "FromMinutes" })
            name = name.Parent;

        return name;
    }

    /// <summary>The words of an expression, without layout and without the qualification that the cleanup takes away.</summary>
    private static string Words(ExpressionSyntax expression)
    {
        var words = expression.DescendantTokens().Select(token => token.ValueText).ToList();
        for (var index = words.Count - 2; index > 0; index--)
        {
            if (words[index] is "." or "::" && words[index - 1] is "global" or "System" or "Net" or "Http")
                words.RemoveRange(index - 1, 2);
        }

        return string.Join(" ", words);
    }

    /// <summary>True when the type sets something on its client, so that it is not like the one that the call makes.</summary>
    private static bool IsChanged(string name, TypeDeclarationSyntax type)
    {
        return type.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access.Expression is SimpleNameSyntax { Identifier.ValueText: var receiver } && receiver == name
            && (access.Name.Identifier.ValueText == "DefaultRequestHeaders" || access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access));
    }

    /// <summary>A name in the manner of the static fields around it that nothing in the type has.</summary>
    private static string FreeName(TypeDeclarationSyntax type, INamedTypeSymbol symbol)
    {
        var taken = new HashSet<string>(type.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        for (var current = symbol; current is not null; current = current.BaseType)
            taken.UnionWith(current.MemberNames);

        var (prefix, isCapital) = Manner(type);
        foreach (var word in new[] { "http", "sharedHttp" })
        {
            var name = prefix + (isCapital ? char.ToUpperInvariant(word[0]) + word.Substring(1) : word);
            if (taken.Add(name))
                return name;
        }

        for (var number = 2; ; number++)
        {
            var name = prefix + (isCapital ? "SharedHttp" : "sharedHttp") + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (taken.Add(name))
                return name;
        }
    }

    private static (string Prefix, bool IsCapital) Manner(TypeDeclarationSyntax type)
    {
        foreach (var scope in new SyntaxNode[] { type, type.SyntaxTree.GetRoot() })
        {
            var names = scope.DescendantNodes().OfType<FieldDeclarationSyntax>()
                .Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.PublicKeyword))
                .SelectMany(field => field.Declaration.Variables)
                .Select(variable => variable.Identifier.ValueText)
                .ToList();
            if (names.Count == 0)
                continue;

            foreach (var prefix in new[] { "s_", "_" })
            {
                if (names.Count(name => name.StartsWith(prefix, StringComparison.Ordinal)) * 2 > names.Count)
                    return (prefix, false);
            }

            return ("", names.Count(name => char.IsUpper(name[0])) * 2 >= names.Count);
        }

        return ("", true);
    }
}
