using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Model.Simulation;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE207: a close claims its guard and then calls a member that does nothing because of it.</summary>
internal sealed class CloseDefeatsItself : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.CloseDefeatsItself);

    public override void Check(CloseModel type, Report report)
    {
        // Two close members may lead to the same call.
        var told = new HashSet<IOperation>();
        var token = report.CancellationToken;
        foreach (var guard in type.GetGuards(token).AddRange(type.GetSynchronousGuards(token)))
        {
            foreach (var call in guard.Defeated)
            {
                // What a base class does is told there.
                if (!call.Site.IsImplicit && type.Declares(call.Site) && told.Add(call.Site))
                    Tell(type, call, report);
            }
        }
    }

    private static void Tell(CloseModel type, DefeatedCall call, Report report)
    {
        report.At(
            Rules.CloseDefeatsItself,
            call.Site.Syntax.GetLocation(),
            ImmutableArray.Create(call.Test.At.Syntax.GetLocation(), call.Claim.At.Syntax.GetLocation()),
            ImmutableDictionary<string, string?>.Empty,
            type.Type.Name,
            call.Claim.Member.Name,
            call.Site.TargetMethod.Name,
            call.Throws ? "throws" : "returns",
            call.Lost.Name);
    }
}
