using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>The lines of a knowledge file of the user that do nothing, and why.</summary>
internal static class KnowledgeProblems
{
    public static IEnumerable<KnowledgeProblem> Find(SourceText text, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var line in text.Lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var written = line.ToString();
            if (OwnershipLine.IsLine(written) && ReasonOf(written, compilation) is { } reason)
            {
                var trimmed = written.Trim();
                yield return new KnowledgeProblem(new TextSpan(line.Start + written.IndexOf(trimmed, StringComparison.Ordinal), trimmed.Length), trimmed, reason);
            }
        }
    }

    private static string? ReasonOf(string written, Compilation compilation)
    {
        if (OwnershipLine.TryRead(written, out var problem) is not { } line || line.TryReadFacts(out problem) is not { } facts)
            return problem;

        if (Resolve("T:" + line.Type, compilation) is not INamedTypeSymbol type)
            return IsAroundHere(line.Type, compilation) ? $"this compilation has no type '{line.Type}'" : null;

        return line.Member is { } member ? ReasonOf(line, member, facts, type) : null;
    }

    private static string? ReasonOf(OwnershipLine line, string member, OwnershipFacts facts, INamedTypeSymbol type)
    {
        var hasMember = false;
        var hasOverload = false;
        var names = new HashSet<string>(StringComparer.Ordinal) { OwnershipFacts.Receiver, OwnershipFacts.Everything };
        foreach (var candidate in type.GetMembers())
        {
            if (candidate is not (IMethodSymbol or IPropertySymbol) || !OwnershipTables.IsNameOf(member, candidate))
                continue;

            hasMember = true;
            if (!OwnershipTables.IsOverload(line, candidate))
                continue;

            hasOverload = true;
            foreach (var parameter in OwnershipTables.ParametersOf(candidate))
                names.Add(parameter.Name);
        }

        if (!hasOverload)
            return hasMember ? $"'{line.Type}.{member}' has no overload with these parameters" : $"'{line.Type}' declares no method or property '{member}'";

        foreach (var parameter in facts.Parameters)
        {
            if (!names.Contains(parameter.Name) || (parameter.Flag is { } flag && !names.Contains(flag)))
                return $"'{line.Type}.{member}' has no parameter '{(names.Contains(parameter.Name) ? parameter.Flag : parameter.Name)}'";
        }

        return facts.Returned is { } returned && !names.Contains(returned) ? $"'{line.Type}.{member}' has no parameter '{returned}'" : null;
    }

    /// <summary>True when what is around the type is there: then its name is wrong; else its library may be missing on purpose.</summary>
    private static bool IsAroundHere(string type, Compilation compilation)
    {
        var dot = type.LastIndexOf('.');
        return dot < 0 || Resolve("N:" + type.Substring(0, dot), compilation) is not null || Resolve("T:" + type.Substring(0, dot), compilation) is not null;
    }

    private static ISymbol? Resolve(string id, Compilation compilation)
    {
        return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation);
    }
}

/// <summary>A line that does nothing.</summary>
/// <param name="Span">Its place in the file.</param>
/// <param name="Line">The line as it is written.</param>
/// <param name="Reason">Why it does nothing.</param>
internal sealed record KnowledgeProblem(TextSpan Span, string Line, string Reason);
