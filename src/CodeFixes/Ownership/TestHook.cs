using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>
/// The method of a test class that the test framework calls when a test, or all of them, are over. xunit calls
/// <c>Dispose</c>, and so needs none.
/// </summary>
internal sealed class TestHook
{
    private readonly INamedTypeSymbol _attribute;

    private TestHook(INamedTypeSymbol attribute, string name)
    {
        _attribute = attribute;
        Name = name;
    }

    /// <summary>What the framework calls it: <c>TearDown</c>, <c>OneTimeTearDown</c>, <c>TestCleanup</c>.</summary>
    public string Name { get; }

    public static bool IsXunit(INamedTypeSymbol type, KnownTypes types)
    {
        return Methods(type).Any(method => Has(method, types.XunitFactAttribute));
    }

    /// <summary>True for the class of a framework that has hooks of its own.</summary>
    public static bool IsHooked(INamedTypeSymbol type, KnownTypes types)
    {
        return IsMSTest(type, types) || IsNUnit(type, types);
    }

    /// <summary>The hook that matches the method in which the member gets its value; null when the class closes in another way.</summary>
    public static TestHook? TryFind(INamedTypeSymbol type, ISymbol member, SemanticModel model, SyntaxNode declaration, KnownTypes types, CancellationToken cancellationToken)
    {
        if (IsMSTest(type, types))
            return types.MSTestTestCleanupAttribute is { } cleanup ? new TestHook(cleanup, "TestCleanup") : null;

        // The attribute decides how many instances there are, and static hooks go with some of its values.
        if (!IsNUnit(type, types) || Bases(type).Any(current => Has(current, types.NUnitFixtureLifeCycleAttribute)))
            return null;

        // NUnit runs all tests on one instance: what the constructor makes is shared by them.
        var isPerTest = declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol, member)
            && model.GetEnclosingSymbol(assignment.SpanStart, cancellationToken) is IMethodSymbol method
            && (Has(method, types.NUnitSetUpAttribute) || Has(method, types.NUnitTestAttribute) || Has(method, types.NUnitTestCaseAttribute)));

        return (isPerTest ? types.NUnitTearDownAttribute : types.NUnitOneTimeTearDownAttribute) is { } attribute
            ? new TestHook(attribute, isPerTest ? "TearDown" : "OneTimeTearDown")
            : null;
    }

    /// <summary>Plans the release in the hook that the class has, or in a new one; false when the one it has lies elsewhere.</summary>
    public bool TryAdd(GuardedCloseWriter writer, SemanticModel model, ISymbol member, CancellationToken cancellationToken)
    {
        var releases = new ReleaseStatements(writer.Features, writer.Style, model.Compilation, writer.Type);
        var release = new CloseStep.Release(member);
        if (releases.NeedsAwait(release))
            return false;

        var statement = releases.Sync(release);
        if (writer.Type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method => Has(method, _attribute)) is { } existing)
        {
            if (existing.IsStatic || writer.Members.Syntax(existing) is not { } method)
                return false;

            var bodies = new GuardStatements(writer.Features, writer.Style);
            writer.Edit.ThenMember(method, current =>
            {
                var block = bodies.WithBlock(current, existing);
                var statements = block.Body!.Statements;
                var index = statements.LastOrDefault() is ReturnStatementSyntax ? statements.Count - 1 : statements.Count;
                return new[] { block.WithBody(block.Body.WithStatements(statements.Insert(index, statement))) };
            });
            return true;
        }

        var text = new MemberText(writer.Style);
        var name = MemberText.Name(_attribute);
        var added = text.Method($"[{name.Substring(0, name.Length - nameof(Attribute).Length)}]{writer.Style.NewLine}public void {writer.FreeName(Name, "Close" + member.Name.TrimStart('_'))}()", new[] { statement });
        writer.Edit.Then(type => MemberPlacement.Append(type, added, writer.Style));
        return true;
    }

    private static bool IsMSTest(INamedTypeSymbol type, KnownTypes types)
    {
        return Bases(type).Any(current => Has(current, types.MSTestTestClassAttribute));
    }

    private static bool IsNUnit(INamedTypeSymbol type, KnownTypes types)
    {
        return Bases(type).Any(current => Has(current, types.NUnitTestFixtureAttribute))
            || Methods(type).Any(method => Has(method, types.NUnitTestAttribute) || Has(method, types.NUnitTestCaseAttribute) || Has(method, types.NUnitSetUpAttribute));
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type)
    {
        return Bases(type).SelectMany(current => current.GetMembers()).OfType<IMethodSymbol>();
    }

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        return attribute is not null && symbol.GetAttributes().Any(data => data.AttributeClass?.DerivesFrom(attribute) == true);
    }
}
