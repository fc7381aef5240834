using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>LIFE501: a task that still works with something leaves the scope that closes it.</summary>
internal sealed class TaskOutlivesResource : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.TaskOutlivesResource);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var task in body.Outliving)
        {
            report.At(
                Rules.TaskOutlivesResource,
                task.Place.GetLocation(),
                task.Task.Name,
                task.Closed.IsExtent ? "leaves the scope of" : "still uses",
                task.Closed.Name);
        }
    }
}
