using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Writes the statements that release the members of a type.</summary>
internal sealed class ReleaseStatements
{
    private readonly TargetFeatures _features;
    private readonly FileStyle _style;
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _type;

    public ReleaseStatements(TargetFeatures features, FileStyle style, Compilation compilation, INamedTypeSymbol type)
    {
        _features = features;
        _style = style;
        _compilation = compilation;
        _type = type;
        Failing = new FailingReleases(style, features.Types);
    }

    public FailingReleases Failing { get; }

    /// <summary>The statements of releases in a synchronous close.</summary>
    public IReadOnlyList<StatementSyntax> Sync(ImmutableArray<CloseStep> steps)
    {
        return Failing.InSequence(steps.Select(step => (Sync((CloseStep.Release)step), MayThrow(step))).ToList());
    }

    /// <summary>The statements of steps in an asynchronous close.</summary>
    public IReadOnlyList<StatementSyntax> Async(ImmutableArray<CloseStep> steps)
    {
        return Failing.InSequence(steps.Select(step => (Async(step), MayThrow(step))).ToList());
    }

    /// <summary>True when the step may throw.</summary>
    public bool MayThrow(CloseStep step)
    {
        return step is not CloseStep.Release release || Failing.MayThrow(ClosedTypeOf(release.Member));
    }

    /// <summary>True when the step has to be awaited: nothing else closes the value.</summary>
    public bool NeedsAwait(CloseStep step)
    {
        return step switch
        {
            CloseStep.Release release => ClosedTypeOf(release.Member) is var type && !type.Implements(_features.Types.IDisposable) && FindClose(type, nameof(IDisposable.Dispose)) is null,
            _ => true,
        };
    }

    /// <summary>True when an asynchronous close awaits the step.</summary>
    public bool CanAwait(CloseStep step)
    {
        return step switch
        {
            CloseStep.Release release => ClosedTypeOf(release.Member).Implements(_features.Types.IAsyncDisposable),
            CloseStep.Run run => run.Statement.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).OfType<AwaitExpressionSyntax>().Any(),
            _ => false,
        };
    }

    /// <summary>The statement of a step in an asynchronous close.</summary>
    public StatementSyntax Async(CloseStep step)
    {
        return step switch
        {
            CloseStep.Release release => CanAwait(step) ? Await(release) : Sync(release),
            CloseStep.Run run => run.Statement.WithAdditionalAnnotations(Formatter.Annotation),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
    }

    /// <summary>The statement of a release in a synchronous close.</summary>
    public StatementSyntax Sync(CloseStep.Release release)
    {
        var access = _style.Field(release.Member.Name);
        if (HeldElements.TryFind(TypeOf(release.Member), _features.Types) is { } held)
            return Finish(OnlyWhen(Condition(release, access), Loop(held, release.Member, access, Sync)));

        var close = Close(access, TypeOf(release.Member), nameof(IDisposable.Dispose), _features.Types.IDisposable);
        StatementSyntax statement = MayBeNull(release.Member) && FindClose(TypeOf(release.Member), nameof(IDisposable.Dispose)) is not null
            ? ExpressionStatement(ConditionalAccessExpression(access, InvocationExpression(MemberBindingExpression(IdentifierName(nameof(IDisposable.Dispose))))))
            : OnlyWhen(MayBeNull(release.Member) ? NotNull(access) : null, ExpressionStatement(close));

        return Finish(OnlyWhen(Owner(release), statement));
    }

    /// <summary><c>await task.ConfigureAwait(false);</c>, or without it where the file does without.</summary>
    public ExpressionStatementSyntax Await(ExpressionSyntax task)
    {
        if (task is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax))
            task = ParenthesizedExpression(task);

        return ExpressionStatement(AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), _style.Configured(task)));
    }

    private StatementSyntax Await(CloseStep.Release release)
    {
        var access = _style.Field(release.Member.Name);
        var statement = HeldElements.TryFind(TypeOf(release.Member), _features.Types) is { } held
            ? Loop(held, release.Member, access, (value, type) => Await(Close(value, type, "DisposeAsync", _features.Types.IAsyncDisposable)))
            : Await(Close(access, TypeOf(release.Member), "DisposeAsync", _features.Types.IAsyncDisposable));

        return Finish(OnlyWhen(Condition(release, access), statement));
    }

    private ExpressionSyntax? Condition(CloseStep.Release release, ExpressionSyntax access)
    {
        return (Owner(release), MayBeNull(release.Member) ? NotNull(access) : null) switch
        {
            ({ } owner, { } notNull) => BinaryExpression(SyntaxKind.LogicalAndExpression, owner, notNull),
            var (owner, notNull) => owner ?? notNull,
        };
    }

    private StatementSyntax Sync(ExpressionSyntax value, ITypeSymbol type)
    {
        return ExpressionStatement(Close(value, type, nameof(IDisposable.Dispose), _features.Types.IDisposable));
    }

    /// <summary>Closes what the member holds: each element of a collection, the value of a lazy that has made one.</summary>
    private StatementSyntax Loop(HeldElements held, ISymbol member, ExpressionSyntax access, Func<ExpressionSyntax, ITypeSymbol, StatementSyntax> close)
    {
        if (held.Form == HeldForm.Lazy)
            return _style.If(Member(access, "IsValueCreated"), close(Member(access, "Value"), held.Element));

        var name = member.Name == "item" ? "element" : "item";
        var value = IdentifierName(name);
        var statement = close(value, held.Element);
        var collection = held.Form == HeldForm.Dictionary ? Member(access, "Values") : access;

        // The places of an array may not all be filled.
        return _style.ForEach(name, collection, held.Form == HeldForm.Array ? _style.If(NotNull(value), statement) : statement);
    }

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax access, string name)
    {
        return MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, access, IdentifierName(name));
    }

    private InvocationExpressionSyntax Close(ExpressionSyntax access, ITypeSymbol type, string name, INamedTypeSymbol? closeInterface)
    {
        var receiver = FindClose(type, name) is not null || closeInterface is null
            ? access
            : ParenthesizedExpression(CastExpression(TypeName.Of(closeInterface), access));

        return InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, IdentifierName(name)));
    }

    /// <summary>The close method that can be called without a cast; null when the type only has it explicitly.</summary>
    private IMethodSymbol? FindClose(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true } method && _compilation.IsSymbolAccessibleWithin(method, _type))
                    return method;
            }
        }

        return type.TypeKind == TypeKind.Interface
            ? type.AllInterfaces.SelectMany(inherited => inherited.GetMembers(name)).OfType<IMethodSymbol>().FirstOrDefault()
            : null;
    }

    private ExpressionSyntax? Owner(CloseStep.Release release)
    {
        return release.OwnerFlag is { } flag ? _style.Field(flag) : null;
    }

    private ExpressionSyntax NotNull(ExpressionSyntax access)
    {
        return _features.HasNotPattern
            ? IsPatternExpression(access, UnaryPattern(ConstantPattern(LiteralExpression(SyntaxKind.NullLiteralExpression))))
            : BinaryExpression(SyntaxKind.NotEqualsExpression, access, LiteralExpression(SyntaxKind.NullLiteralExpression));
    }

    private StatementSyntax OnlyWhen(ExpressionSyntax? condition, StatementSyntax statement)
    {
        return condition is null ? statement : _style.If(condition, statement);
    }

    private StatementSyntax Finish(StatementSyntax statement)
    {
        return statement
            .WithTrailingTrivia(EndOfLine(_style.NewLine))
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }

    /// <summary>Without nullable annotations only a value that the declaration itself gives is known to be there.</summary>
    private static bool MayBeNull(ISymbol member)
    {
        if (TypeOf(member) is not { IsReferenceType: true } type)
            return false;

        if (type.NullableAnnotation != NullableAnnotation.None)
            return type.NullableAnnotation == NullableAnnotation.Annotated;

        return !member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is
            VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax } or
            PropertyDeclarationSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax });
    }

    /// <summary>The type of what is closed: that of the elements for a collection.</summary>
    private ITypeSymbol ClosedTypeOf(ISymbol member)
    {
        return HeldElements.TryFind(TypeOf(member), _features.Types)?.Element ?? TypeOf(member);
    }

    private static ITypeSymbol TypeOf(ISymbol member)
    {
        return member switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => throw new ArgumentOutOfRangeException(nameof(member)),
        };
    }
}
