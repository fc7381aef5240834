using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// Tells calls whose result a using takes only to give it back, without a name by which anything could be done with it: a
/// lock, most of all. Syntax, because in a control-flow graph nothing is left of the using but its try and finally.
/// </summary>
internal static class UsingScope
{
    public static bool IsTakenBy(IOperation call)
    {
        SyntaxNode? node = call.Syntax;
        while (node?.Parent is { } parent)
        {
            switch (parent)
            {
                // `.ConfigureAwait(false)`, await and parentheses lie between the call and the using.
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax:
                case MemberAccessExpressionSyntax access when access.Expression == node:
                case InvocationExpressionSyntax invocation when invocation.Expression == node:
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax }:
                case VariableDeclaratorSyntax { Identifier.ValueText: "_" or "__" }:
                    node = parent;
                    break;

                case UsingStatementSyntax statement:
                    return statement.Expression == node;

                case VariableDeclarationSyntax declaration:
                    return declaration.Parent is UsingStatementSyntax
                        || (declaration.Parent is LocalDeclarationStatementSyntax local && local.UsingKeyword.IsKind(SyntaxKind.UsingKeyword));

                default:
                    return false;
            }
        }

        return false;
    }
}
