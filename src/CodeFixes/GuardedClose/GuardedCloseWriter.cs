using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// The one writer of the guarded-close pattern (docs/guarded-close.md). It plans changes to one type in one document;
/// each <c>Try</c> method plans one, or returns false and plans nothing when the change cannot be made safely.
/// <code>
/// var writer = await GuardedCloseWriter.TryCreateAsync(document, type, cancellationToken);
/// if (writer is not null &amp;&amp; writer.TryGuard(disposeAsync, GuardStyle.Returns))
///     repairs.Add(new Repair("Close once", "CloseOnce", _ => Task.FromResult(writer.GetChangedDocument())));
/// </code>
/// A writer is made for one repair: make another one for another.
/// </summary>
internal sealed class GuardedCloseWriter
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    private GuardedCloseWriter(
        Document document,
        SyntaxNode root,
        SemanticModel model,
        INamedTypeSymbol type,
        TypeDeclarationSyntax declaration,
        TargetFeatures features,
        CloseShape defaultShape,
        FileStyle? style,
        CancellationToken cancellationToken)
    {
        _model = model;
        _cancellationToken = cancellationToken;
        Type = type;
        Features = features;
        Options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree);
        Style = style ?? FileStyle.Read(declaration, Options);
        Edit = new TypeEdit(document, root, declaration);
        Members = new DeclaredCloseMembers(type, model, features.Types);
        DefaultShape = defaultShape;
        HasFinalizer = HasDestructor(type);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>What the target allows.</summary>
    public TargetFeatures Features { get; }

    /// <summary>How the file is written.</summary>
    public FileStyle Style { get; }

    public AnalyzerConfigOptions Options { get; }

    /// <summary>The close members that the type declares.</summary>
    public DeclaredCloseMembers Members { get; }

    /// <summary>Open for a type that somebody derives from, or can from outside; else inline.</summary>
    public CloseShape DefaultShape { get; }

    /// <summary>True when the type or a base has a finalizer.</summary>
    public bool HasFinalizer { get; }

    /// <summary>The changes planned so far; a fix may add its own.</summary>
    public TypeEdit Edit { get; }

    /// <summary>
    /// A writer for the part of the type that lies in the document, or null for a type that cannot hold a guard: a
    /// struct (its copies do not share a flag), an interface, a static class, a target without Interlocked.
    /// </summary>
    /// <param name="document">The document to change.</param>
    /// <param name="type">The type to change in it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="style">How the file is written, when an earlier change took away what shows it.</param>
    public static async Task<GuardedCloseWriter?> TryCreateAsync(Document document, INamedTypeSymbol type, CancellationToken cancellationToken, FileStyle? style = null)
    {
        if (type.TypeKind != TypeKind.Class || type.IsStatic)
            return null;

        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { Types.Interlocked: not null } features)
            return null;

        if (FindDeclaration(type, root, cancellationToken) is not { } declaration)
            return null;

        var isOpen = !type.IsSealed && (IsVisibleOutside(type) || await IsDerivedAsync(type, document.Project.Solution, cancellationToken).ConfigureAwait(false));
        return new GuardedCloseWriter(document, root, model, type, declaration, features, isOpen ? CloseShape.Open : CloseShape.Inline, style, cancellationToken);
    }

    /// <summary>
    /// Makes an existing close member release once. When <c>Dispose</c> and <c>DisposeAsync</c> both release, both get
    /// the one guard; a member that only forwards to the other gets none. A flag that the type has is reused where that
    /// is safe, a useless check or claim of it goes.
    /// </summary>
    /// <param name="closeMember"><c>DisposeAsync</c>, <c>Dispose</c>, or the member that does their work.</param>
    /// <param name="style">What the second caller gets. To await is possible only where the member returns a task.</param>
    /// <param name="guardMember">The name of the type's closed state, when a rule knows it.</param>
    public bool TryGuard(IMethodSymbol closeMember, GuardStyle style, string? guardMember = null)
    {
        return GuardPlan.TryMake(this, _model, closeMember, style, guardMember, fault: null, _cancellationToken);
    }

    /// <summary>
    /// Mends the guard that a member has: the state is claimed before the member works, by the check where that can do
    /// it. Parameters as for <see cref="TryGuard"/>.
    /// </summary>
    /// <param name="member">The member that holds the guard.</param>
    /// <param name="fault">What is wrong: the late claim, the claim whose result is ignored, the wrong condition.</param>
    /// <param name="guardMember">The name of the type's closed state, when a rule knows it.</param>
    public bool TryClaimFirst(IMethodSymbol member, SyntaxNode fault, string? guardMember)
    {
        return GuardPlan.TryMake(this, _model, member, GuardStyle.Returns, guardMember, fault, _cancellationToken);
    }

    /// <summary>
    /// Makes the type's close do these steps, once. An existing close member gets them in its guarded part, before what
    /// must come last (a call of the base, <c>GC.SuppressFinalize</c>), in the <c>disposing</c> branch of
    /// <c>Dispose(bool)</c> where there is one; <c>Dispose</c> and <c>DisposeAsync</c> that both release both get them.
    /// Without a close member one is made, and the interface with it: <c>DisposeAsync</c> when a step awaits, else
    /// <c>Dispose</c>; a virtual core for types open to inheritance; an override where the base has a hook.
    /// </summary>
    /// <param name="steps">What to do, in this order.</param>
    /// <param name="style">What the second caller of a close that is made anew, or guarded anew, gets.</param>
    /// <param name="shape">How a new close is built; by default <see cref="DefaultShape"/>.</param>
    public bool TryAddSteps(ImmutableArray<CloseStep> steps, GuardStyle style, CloseShape? shape = null)
    {
        var plan = new StepPlan(this, _model, _cancellationToken);
        return plan.TryAddToExisting(steps, style) || new NewClose(this, plan.Releases).TryMake(steps, style, shape ?? DefaultShape);
    }

    /// <summary>
    /// Makes a call, by a close that has claimed its state, one of the work behind the callee's test: of the private method
    /// that is all that stands there, or of a new one, which the callee calls from then on.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="test">Where the callee, or a member that it asks, tests the state.</param>
    public bool TryCallCore(InvocationExpressionSyntax call, TextSpan test)
    {
        return UnguardedCore.TryPlan(this, _model, call, test, _cancellationToken);
    }

    /// <summary>Lets an override that never calls what it overrides call it last; false where that cannot be awaited.</summary>
    /// <param name="overriding">The override of a close member.</param>
    public bool TryCallBase(IMethodSymbol overriding)
    {
        return BaseCall.TryPlan(this, _model, overriding);
    }

    /// <summary>Parts <c>DisposeAsync</c> into itself and a <c>DisposeAsyncCore</c>; false where the guard cannot be told from the work.</summary>
    /// <param name="disposeAsync">The member, which is not virtual.</param>
    public bool TryIntroduceCore(IMethodSymbol disposeAsync)
    {
        return AsyncCore.TryPlan(this, _model, disposeAsync);
    }

    /// <summary>Lets a method or property throw at its head when the closed state is set.</summary>
    /// <param name="member">A member that does not ask yet.</param>
    /// <param name="state">The name of the type's closed state, a bool or a number.</param>
    public bool TryThrowWhenClosed(MemberDeclarationSyntax member, string state)
    {
        return Edit.Type.Span.Contains(member.Span) && ClosedCheck.TryPlan(this, _model, member, state);
    }

    /// <summary>The document with all planned changes made; <see cref="LifecycleFix"/> tidies it.</summary>
    public Document GetChangedDocument()
    {
        return Edit.Apply();
    }

    /// <summary>True when an existing close member, or the <c>Dispose(bool)</c> behind it, looks at a state before it works.</summary>
    public bool IsGuarded(IMethodSymbol closeMember)
    {
        return StepPlace.IsGuarded(Members.Syntax(closeMember), _model)
            || closeMember.ReturnsVoid && StepPlace.IsGuarded(Members.Syntax(Members.DisposeBool), _model);
    }

    /// <summary>A name that nothing in the type or its bases has: the first that is free, else the last with a number.</summary>
    public string FreeName(params string[] candidates)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var current = Type; current is not null; current = current.BaseType)
            taken.UnionWith(current.MemberNames);

        foreach (var token in Edit.Type.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                taken.Add(token.ValueText);
        }

        var last = "";
        foreach (var candidate in candidates)
        {
            last = candidate;
            if (!taken.Contains(candidate) && _given.Add(candidate))
                return candidate;
        }

        for (var number = 2; ; number++)
        {
            var numbered = last + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!taken.Contains(numbered) && _given.Add(numbered))
                return numbered;
        }
    }

    private static async Task<bool> IsDerivedAsync(INamedTypeSymbol type, Solution solution, CancellationToken cancellationToken)
    {
        var derived = await SymbolFinder.FindDerivedClassesAsync(type, solution, cancellationToken: cancellationToken).ConfigureAwait(false);
        return derived.Any();
    }

    private static bool IsVisibleOutside(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    private static bool HasDestructor(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.GetMembers(WellKnownMemberNames.DestructorName).Any(member => member is IMethodSymbol { MethodKind: MethodKind.Destructor }))
                return true;
        }

        return false;
    }

    /// <summary>The part of the type in the document: the one with the close members, else the first with a body.</summary>
    private static TypeDeclarationSyntax? FindDeclaration(INamedTypeSymbol type, SyntaxNode root, CancellationToken cancellationToken)
    {
        var parts = new List<TypeDeclarationSyntax>();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == root.SyntaxTree && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration)
                parts.Add(declaration);
        }

        return parts.FirstOrDefault(part => part.Members.Any(member => member is MethodDeclarationSyntax { Identifier.ValueText: "DisposeAsync" or nameof(IDisposable.Dispose) }))
            ?? parts.FirstOrDefault(part => part.Members.Count > 0)
            ?? parts.FirstOrDefault();
    }
}
