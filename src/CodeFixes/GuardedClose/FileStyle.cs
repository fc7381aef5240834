using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// How the code around a type is written: what .editorconfig says, else what the neighbours show, else the manner of
/// docs/guarded-close.md.
/// </summary>
internal sealed class FileStyle
{
    private FileStyle(string newLine, bool qualifiesFields, bool bracesSingleStatements, bool writesPrivate, bool configuresAwait, string fieldPrefix)
    {
        NewLine = newLine;
        QualifiesFields = qualifiesFields;
        BracesSingleStatements = bracesSingleStatements;
        WritesPrivate = writesPrivate;
        ConfiguresAwait = configuresAwait;
        FieldPrefix = fieldPrefix;
    }

    public string NewLine { get; }

    /// <summary>Fields are written <c>this.field</c>.</summary>
    public bool QualifiesFields { get; }

    /// <summary>An <c>if</c> with one statement has braces.</summary>
    public bool BracesSingleStatements { get; }

    /// <summary>Private members are written with <c>private</c>.</summary>
    public bool WritesPrivate { get; }

    /// <summary>Awaits are written with <c>ConfigureAwait(false)</c>.</summary>
    public bool ConfiguresAwait { get; }

    /// <summary>What names of private fields begin with: <c>_</c>, <c>m_</c> or nothing.</summary>
    public string FieldPrefix { get; }

    /// <summary>An access to a field of this instance.</summary>
    public ExpressionSyntax Field(string name)
    {
        return QualifiesFields
            ? SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ThisExpression(), SyntaxFactory.IdentifierName(name))
            : SyntaxFactory.IdentifierName(name);
    }

    /// <summary>A task with <c>ConfigureAwait(false)</c> where the file does so.</summary>
    public ExpressionSyntax Configured(ExpressionSyntax task)
    {
        return !ConfiguresAwait
            ? task
            : SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, task, SyntaxFactory.IdentifierName(nameof(Task.ConfigureAwait))),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression)))));
    }

    /// <summary>An <c>if</c> around one statement.</summary>
    public IfStatementSyntax If(ExpressionSyntax condition, StatementSyntax statement)
    {
        return SyntaxFactory.IfStatement(condition, Embedded(statement)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>A <c>foreach</c> around one statement.</summary>
    public ForEachStatementSyntax ForEach(string variable, ExpressionSyntax collection, StatementSyntax statement)
    {
        return SyntaxFactory.ForEachStatement(SyntaxFactory.IdentifierName("var"), SyntaxFactory.Identifier(variable), collection, Embedded(statement))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private StatementSyntax Embedded(StatementSyntax statement)
    {
        return BracesSingleStatements && statement is not BlockSyntax
            ? SyntaxFactory.Block(statement)
            : statement is BlockSyntax ? statement : statement.WithLeadingTrivia(SyntaxFactory.EndOfLine(NewLine));
    }

    public static FileStyle Read(TypeDeclarationSyntax type, AnalyzerConfigOptions options)
    {
        var root = type.SyntaxTree.GetRoot();
        var fields = FieldsOf(type);
        if (fields.Count == 0)
            fields = root.DescendantNodes().OfType<TypeDeclarationSyntax>().SelectMany(FieldsOf).ToList();

        var prefix = PrefixOf(fields);
        return new FileStyle(
            NewLineOf(root),
            Flag(options, "dotnet_style_qualification_for_field") ?? UsesThis(root, fields),
            Braces(options) ?? UsesBraces(root),
            fields.Count == 0 || fields.Any(field => field.Modifiers.Any(SyntaxKind.PrivateKeyword)),
            UsesConfigureAwait(root),
            prefix);
    }

    private static List<FieldDeclarationSyntax> FieldsOf(TypeDeclarationSyntax type)
    {
        var fields = new List<FieldDeclarationSyntax>();
        foreach (var member in type.Members)
        {
            if (member is FieldDeclarationSyntax field && IsPrivateInstance(field.Modifiers))
                fields.Add(field);
        }

        return fields;
    }

    private static bool IsPrivateInstance(SyntaxTokenList modifiers)
    {
        foreach (var modifier in modifiers)
        {
            if (modifier.IsKind(SyntaxKind.StaticKeyword)
                || modifier.IsKind(SyntaxKind.ConstKeyword)
                || modifier.IsKind(SyntaxKind.PublicKeyword)
                || modifier.IsKind(SyntaxKind.InternalKeyword)
                || modifier.IsKind(SyntaxKind.ProtectedKeyword))
            {
                return false;
            }
        }

        return true;
    }

    private static string PrefixOf(List<FieldDeclarationSyntax> fields)
    {
        if (fields.Count == 0)
            return "_";

        var names = fields.SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText).ToList();
        foreach (var prefix in new[] { "_", "m_" })
        {
            if (names.Count(name => name.StartsWith(prefix, StringComparison.Ordinal)) * 2 >= names.Count)
                return prefix;
        }

        return "";
    }

    /// <summary>The line end of a file.</summary>
    public static string NewLineOf(SyntaxNode root)
    {
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return trivia.ToString();
        }

        return "\n";
    }

    private static bool UsesThis(SyntaxNode root, List<FieldDeclarationSyntax> fields)
    {
        var names = new HashSet<string>(fields.SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText));
        var qualified = 0;
        var plain = 0;
        foreach (var name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (!names.Contains(name.Identifier.ValueText))
                continue;

            if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
                qualified += access.Expression is ThisExpressionSyntax ? 1 : 0;
            else
                plain++;
        }

        return qualified > plain;
    }

    private static bool UsesBraces(SyntaxNode root)
    {
        var with = 0;
        var without = 0;
        foreach (var conditional in root.DescendantNodes().OfType<IfStatementSyntax>())
        {
            if (conditional.Statement is not BlockSyntax block)
                without++;
            else if (block.Statements.Count == 1)
                with++;
        }

        return with > without;
    }

    /// <summary>True where awaits are written with <c>ConfigureAwait(false)</c>, or none shows the manner of the file.</summary>
    public static bool UsesConfigureAwait(SyntaxNode root)
    {
        var with = 0;
        var without = 0;
        foreach (var awaiting in root.DescendantNodes().OfType<AwaitExpressionSyntax>())
        {
            if (awaiting.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } })
                with++;
            else
                without++;
        }

        return with >= without;
    }

    private static bool? Braces(AnalyzerConfigOptions options)
    {
        return Value(options, "csharp_prefer_braces") switch
        {
            "true" => true,
            "false" or "when_multiline" => false,
            _ => null,
        };
    }

    private static bool? Flag(AnalyzerConfigOptions options, string key)
    {
        return Value(options, key) switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };
    }

    /// <summary>The value of a code-style option, which may carry a severity after a colon.</summary>
    private static string? Value(AnalyzerConfigOptions options, string key)
    {
        return options.TryGetValue(key, out var text) ? text.Split(':')[0].Trim().ToLowerInvariant() : null;
    }
}
