using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.Registration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE307: an HTTP client is given to a container as an instance, which the container does not close.</summary>
internal sealed class HttpClientInstanceRegistered : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.HttpClientInstanceRegistered);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var client in RegisteredClients.Find(body, report.CancellationToken))
        {
            report.At(
                Rules.HttpClientInstanceRegistered,
                client.Instance.Value.Syntax.GetLocation(),
                client.Obligation.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                (client.Instance.Parent as IInvocationOperation)?.TargetMethod.Name ?? "ServiceDescriptor");
        }
    }
}
