using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>Whether a close member of the type does what the finalizer does: then nothing is lost when the finalizer goes.</summary>
internal sealed class WorkCoverage
{
    private readonly FinalizerSite _site;
    private readonly HashSet<ISymbol> _functions;

    public WorkCoverage(FinalizerSite site, IMethodSymbol closeMember)
    {
        _site = site;
        _functions = site.Path.FunctionsRunBy(closeMember);
    }

    public bool Covers(FinalizerFinding finding)
    {
        foreach (var step in finding.Way)
        {
            if (step.Target is { Body.Symbol: var passed } && _functions.Contains(passed.OriginalDefinition))
                return true;
        }

        var cause = finding.Cause.Syntax;
        return cause.SyntaxTree == _site.Model.SyntaxTree && cause.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(IsDoneByClose);
    }

    /// <summary>True when the name is that of a method which the close member runs, or calls on the same member of the type.</summary>
    private bool IsDoneByClose(SimpleNameSyntax name)
    {
        if (_site.Model.GetSymbolInfo(name).Symbol is not IMethodSymbol method)
            return false;

        if (_functions.Contains(method.OriginalDefinition))
            return true;

        return ReceiverOf(name) is { } receiver && _functions.Any(function => Calls(function, method, receiver));
    }

    private bool Calls(ISymbol function, IMethodSymbol method, ISymbol receiver)
    {
        foreach (var reference in function.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != _site.Model.SyntaxTree)
                continue;

            foreach (var name in reference.GetSyntax().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText == method.Name
                    && SymbolEqualityComparer.Default.Equals(_site.Model.GetSymbolInfo(name).Symbol, method)
                    && SymbolEqualityComparer.Default.Equals(ReceiverOf(name), receiver))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private ISymbol? ReceiverOf(SimpleNameSyntax name)
    {
        var receiver = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };

        return receiver is null ? null : _site.Model.GetSymbolInfo(receiver).Symbol is IFieldSymbol or IPropertySymbol ? _site.Model.GetSymbolInfo(receiver).Symbol : null;
    }
}
