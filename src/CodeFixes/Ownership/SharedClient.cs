using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>
/// Plans to put one static <c>HttpClient</c> in the place of one that is made for each call. Only a client that is the
/// same at each call can be shared.
/// </summary>
internal sealed class SharedClient
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly TypeDeclarationSyntax _type;
    private readonly SharedClientField _field;

    private SharedClient(Document document, SyntaxNode root, TypeDeclarationSyntax type, SharedClientField field)
    {
        _document = document;
        _root = root;
        _type = type;
        _field = field;
    }

    /// <summary>Plans the field for a creation; null when the client cannot be shared, or there is no type for the field.</summary>
    public static SharedClient? TryPlan(Document document, SemanticModel model, SyntaxNode root, ExpressionSyntax creation, CancellationToken cancellationToken)
    {
        if (creation is not BaseObjectCreationExpressionSyntax made
            || !IsInFunction(made)
            || made.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || type is InterfaceDeclarationSyntax
            || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { Types.HttpClient: { } httpClient } features
            || model.GetOperation(made, cancellationToken) is not IObjectCreationOperation operation
            || !SymbolEqualityComparer.Default.Equals(operation.Type, httpClient)
            || !IsTheSameAtEachCall(operation)
            || model.GetDeclaredSymbol(type, cancellationToken) is not { } symbol)
        {
            return null;
        }

        var options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree);
        var field = SharedClientField.Plan(type, symbol, made, operation, features, FileStyle.Read(type, options), model, cancellationToken);
        return new SharedClient(document, root, type, field);
    }

    /// <summary>The document with the uses of the client turned to the field, and the statements that made and closed it taken out.</summary>
    public Document Apply(IEnumerable<ExpressionSyntax> uses, params StatementSyntax[] removed)
    {
        var edit = new TypeEdit(_document, _root, _type);
        foreach (var use in uses)
            edit.Replace(use, node => SyntaxFactory.IdentifierName(_field.Name).WithTriviaFrom(node));

        foreach (var statement in removed)
            edit.Remove(statement);

        if (!_field.Exists)
            edit.Then(_field.AddTo);

        return edit.Apply();
    }

    /// <summary>False in an initializer, which may be one of the type itself and then run before that of the new field.</summary>
    private static bool IsInFunction(SyntaxNode creation)
    {
        foreach (var node in creation.Ancestors())
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                case ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax }:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>
    /// True when what the client is made of does not come from the call: constants, and calls of the framework on
    /// constants. Fields of the source are left alone; the order in which static ones get their values is the type's.
    /// </summary>
    private static bool IsTheSameAtEachCall(IObjectCreationOperation creation)
    {
        foreach (var part in creation.Descendants())
        {
            switch (part)
            {
                case ILocalReferenceOperation or IParameterReferenceOperation or IAwaitOperation or IAnonymousFunctionOperation or IDynamicInvocationOperation or IInvalidOperation:
                case IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.ImplicitReceiver }:
                case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false }:
                case IFieldReferenceOperation { Field: { IsConst: false, DeclaringSyntaxReferences.IsEmpty: false } }:
                case IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: false }:
                case IObjectCreationOperation { Type.DeclaringSyntaxReferences.IsEmpty: false }:
                case ITypeParameterObjectCreationOperation:
                    return false;
            }
        }

        return true;
    }
}
