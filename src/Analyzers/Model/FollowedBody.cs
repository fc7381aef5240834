using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>The steps of one body that run when the values of a <see cref="CallTarget"/> are known, in the order of the source.</summary>
internal sealed class FollowedBody
{
    private static readonly ImmutableArray<IArgumentOperation> NoArguments = ImmutableArray<IArgumentOperation>.Empty;

    private readonly CallTarget _self;
    private readonly AnalysisScope _scope;
    private readonly CallResolution _resolution;
    private readonly ValueEvaluator _evaluator;
    private readonly TaskUses _uses;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<PathStep>.Builder _steps = ImmutableArray.CreateBuilder<PathStep>();

    private FollowedBody(CallTarget self, AnalysisScope scope, CallResolution resolution, CancellationToken cancellationToken)
    {
        _self = self;
        _scope = scope;
        _resolution = resolution;
        _cancellationToken = cancellationToken;
        _evaluator = new ValueEvaluator(self.Body, self.ThisType);
        _uses = new TaskUses(self.Body.Values, resolution, scope.Types);
    }

    public static ImmutableArray<PathStep> Steps(CallTarget target, AnalysisScope scope, CallResolution resolution, CancellationToken cancellationToken)
    {
        var body = new FollowedBody(target, scope, resolution, cancellationToken);
        body.Collect();
        return body._steps.ToImmutable();
    }

    private void Collect()
    {
        var reachable = ReachableBlocks.Find(_self.Body, _evaluator, _self.Known, _cancellationToken);
        foreach (var block in _self.Body.Graph.Blocks)
        {
            if (reachable.At(block) is not { } known)
                continue;

            foreach (var operation in block.Operations)
            {
                Visit(operation, known);
                known = _evaluator.After(operation, known);
            }

            if (block.BranchValue is { } value)
                Visit(value, known);
        }
    }

    private void Visit(IOperation statement, KnownValues known)
    {
        foreach (var operation in statement.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    VisitCall(call, known);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation:
                    if (AsyncScheduling.EffectOf(creation) == AsyncEffect.Schedules)
                        Add(creation, PathStepKind.Schedules, constructor);
                    else
                        Follow(creation, constructor, null, creation.Arguments, known);
                    break;
                case IPropertyReferenceOperation property:
                    VisitProperty(property, known);
                    break;
                case IBinaryOperation { OperatorMethod: { } method }:
                    Follow(operation, method, null, NoArguments, known);
                    break;
                case IUnaryOperation { OperatorMethod: { } method }:
                    Follow(operation, method, null, NoArguments, known);
                    break;
                case IConversionOperation { OperatorMethod: { } method }:
                    Follow(operation, method, null, NoArguments, known);
                    break;
            }

            if (NativeRelease.IsNative(operation, _scope.Types))
                Add(operation, PathStepKind.ReleasesNative, _self.Body.Symbol);
        }
    }

    private void VisitCall(IInvocationOperation call, KnownValues known)
    {
        var effect = AsyncScheduling.EffectOf(call);
        if (effect == AsyncEffect.Blocks)
        {
            Add(call, PathStepKind.Blocks, call.TargetMethod);
            return;
        }

        var target = TryResolve(call, known, out var member);
        if (AsyncScheduling.IsAsyncVoid(member))
        {
            // Forget() that is an async void extension: the call whose task it forgets is the one to name.
            Add(call, _uses.CarriesOnAnotherTask(call) ? PathStepKind.Call : PathStepKind.Schedules, member, target);
            return;
        }

        var isAwaitable = AsyncScheduling.IsAwaitable(call.Type, _scope.Types);
        if (!isAwaitable)
        {
            if (effect == AsyncEffect.Schedules || target is not null)
                Add(call, effect == AsyncEffect.Schedules ? PathStepKind.Schedules : PathStepKind.Call, member, target);
            return;
        }

        if (effect == AsyncEffect.Completes)
            return;

        var carriesOn = _uses.CarriesOnAnotherTask(call);
        switch (_uses.Of(call))
        {
            case TaskUse.Dropped when !carriesOn:
            case TaskUse.Kept when effect == AsyncEffect.Schedules && !carriesOn:
                Add(call, PathStepKind.Schedules, member, target);
                break;
            case TaskUse.Blocked:
                Add(call, PathStepKind.WaitedFor, member, target);
                break;
            default:
                if (target is not null || !carriesOn)
                    Add(call, target is null ? PathStepKind.Asynchronous : PathStepKind.Call, member, target);
                break;
        }
    }

    private void VisitProperty(IPropertyReferenceOperation property, KnownValues known)
    {
        if (AsyncScheduling.EffectOf(property) == AsyncEffect.Blocks)
        {
            Add(property, PathStepKind.Blocks, property.Property);
            return;
        }

        var isTarget = property.Parent is IAssignmentOperation assignment && assignment.Target == property;
        if (isTarget && property.Property.SetMethod is { } setter)
        {
            var value = property.Parent is ISimpleAssignmentOperation simple ? simple.Value : null;
            Follow(property, setter, property.Instance, property.Arguments, known, value);
        }

        if ((!isTarget || property.Parent is not ISimpleAssignmentOperation) && property.Property.GetMethod is { } getter)
            Follow(property, getter, property.Instance, property.Arguments, known);
    }

    private CallTarget? TryResolve(IInvocationOperation call, KnownValues known, out IMethodSymbol member)
    {
        KnownValue? Argument(IParameterSymbol parameter) => ArgumentAt(call.Arguments, parameter, known, null);

        var method = call.TargetMethod;
        var receiver = _evaluator.Evaluate(call.Instance, known);
        CallTarget? target;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            target = receiver?.Function is { } function ? _resolution.TryResolve(function, Argument) : null;
        else if (method.MethodKind == MethodKind.LocalFunction)
            target = _resolution.TryResolveNested(_self.Body, method, null, _self.ThisType, known.OnlySymbols(symbol => !_self.Body.Assigned.ChangesUnseen(symbol)), Argument);
        else
            target = _resolution.TryResolve(method, receiver, call.IsVirtual, Argument);

        member = target?.Body.Symbol ?? method;
        return target;
    }

    private void Follow(
        IOperation operation,
        IMethodSymbol method,
        IOperation? instance,
        ImmutableArray<IArgumentOperation> arguments,
        KnownValues known,
        IOperation? assigned = null)
    {
        // A property reference does not say whether it is virtual, so that `base.` has to be seen in its syntax.
        var isVirtual = instance is not null && !instance.Syntax.IsKind(SyntaxKind.BaseExpression);
        var receiver = _evaluator.Evaluate(instance, known);
        if (_resolution.TryResolve(method, receiver, isVirtual, parameter => ArgumentAt(arguments, parameter, known, assigned)) is { } target)
            Add(operation, PathStepKind.Call, target.Body.Symbol, target);
    }

    private KnownValue? ArgumentAt(ImmutableArray<IArgumentOperation> arguments, IParameterSymbol parameter, KnownValues known, IOperation? assigned)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal)
                return parameter.RefKind is RefKind.None or RefKind.In ? _evaluator.Evaluate(argument.Value, known) : null;
        }

        // The value of an assignment is the last parameter of a setter.
        return assigned is null ? null : _evaluator.Evaluate(assigned, known);
    }

    private void Add(IOperation operation, PathStepKind kind, ISymbol member, CallTarget? target = null)
    {
        _steps.Add(new PathStep(operation, kind, member, target));
    }
}
