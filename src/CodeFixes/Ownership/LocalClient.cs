using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>A local of its own statement that holds one fresh client from its declaration on: <c>var c = new HttpClient();</c></summary>
internal sealed class LocalClient
{
    private LocalClient(LocalDeclarationStatementSyntax statement, ILocalSymbol symbol, ExpressionSyntax creation, List<IdentifierNameSyntax> uses)
    {
        Statement = statement;
        Symbol = symbol;
        Creation = creation;
        Uses = uses;
    }

    public LocalDeclarationStatementSyntax Statement { get; }

    public ILocalSymbol Symbol { get; }

    /// <summary>The expression that makes the client.</summary>
    public ExpressionSyntax Creation { get; }

    /// <summary>Every place that reads the local, in the order of the source.</summary>
    public List<IdentifierNameSyntax> Uses { get; }

    /// <summary>The local whose name stands at the token; null where it is declared or assigned in any other way.</summary>
    public static LocalClient? TryFind(SyntaxToken name, SemanticModel model, CancellationToken cancellationToken)
    {
        if (name.Parent is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
            || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Type: not RefTypeSyntax, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement }
            || model.GetDeclaredSymbol(declarator, cancellationToken) is not ILocalSymbol symbol
            || !IsOneValue(model.GetOperation(value, cancellationToken)))
        {
            return null;
        }

        var uses = new List<IdentifierNameSyntax>();
        foreach (var use in FindUses(statement.Parent is GlobalStatementSyntax global ? global.Parent! : statement.Parent!, symbol, model, cancellationToken))
        {
            if (IsWritten(use))
                return null;

            uses.Add(use);
        }

        return new LocalClient(statement, symbol, value, uses);
    }

    public static IEnumerable<IdentifierNameSyntax> FindUses(SyntaxNode scope, ILocalSymbol local, SemanticModel model, CancellationToken cancellationToken)
    {
        return scope.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local));
    }

    public static bool IsWritten(IdentifierNameSyntax use)
    {
        return use.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == use,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
            RefExpressionSyntax => true,
            _ => false,
        };
    }

    /// <summary>False for <c>given ?? new HttpClient()</c> and the like, where another value may come instead.</summary>
    public static bool IsOneValue(IOperation? value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value is IObjectCreationOperation or IInvocationOperation or IAwaitOperation or IPropertyReferenceOperation;
    }
}
