using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>The close members that one type declares itself, and who calls whom.</summary>
internal sealed class DeclaredCloseMembers
{
    private readonly INamedTypeSymbol _type;
    private readonly SemanticModel _model;
    private readonly KnownTypes _types;

    public DeclaredCloseMembers(INamedTypeSymbol type, SemanticModel model, KnownTypes types)
    {
        _type = type;
        _model = model;
        _types = types;
        Dispose = Implementation(types.IDisposable) ?? Declared(nameof(IDisposable.Dispose), method => method.ReturnsVoid && method.Parameters.IsEmpty);
        DisposeAsync = Implementation(types.IAsyncDisposable) ?? Declared("DisposeAsync", method => method.Parameters.IsEmpty);
        DisposeBool = Declared(nameof(IDisposable.Dispose), method => method.ReturnsVoid && method.Parameters is [{ Type.SpecialType: SpecialType.System_Boolean }]);
        DisposeAsyncCore = Declared("DisposeAsyncCore", method => method.Parameters.IsEmpty);
    }

    public IMethodSymbol? Dispose { get; }

    public IMethodSymbol? DisposeAsync { get; }

    /// <summary><c>Dispose(bool disposing)</c>.</summary>
    public IMethodSymbol? DisposeBool { get; }

    public IMethodSymbol? DisposeAsyncCore { get; }

    /// <summary>The declaration of a member in the document at hand; null when another part of the type holds it.</summary>
    public MethodDeclarationSyntax? Syntax(IMethodSymbol? method)
    {
        if (method is null)
            return null;

        foreach (var reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == _model.SyntaxTree
                && reference.GetSyntax() is MethodDeclarationSyntax declaration
                && (declaration.Body is not null || declaration.ExpressionBody is not null))
            {
                return declaration;
            }
        }

        return null;
    }

    /// <summary>The methods and accessors of this type that a member calls or reads, itself not included, however deep.</summary>
    public HashSet<ISymbol> ReachableFrom(IMethodSymbol member, CancellationToken cancellationToken)
    {
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>();
        open.Push(member);
        while (open.Count > 0)
        {
            foreach (var reference in open.Pop().DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree != _model.SyntaxTree)
                    continue;

                foreach (var name in reference.GetSyntax(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
                {
                    if (_model.GetSymbolInfo(name, cancellationToken).Symbol is IMethodSymbol or IPropertySymbol
                        && Own(_model.GetSymbolInfo(name, cancellationToken).Symbol!) is { } callee
                        && reached.Add(callee))
                    {
                        open.Push(callee);
                    }
                }
            }
        }

        return reached;
    }

    /// <summary>True when the caller passes the constant true to a method of this type: <c>Dispose(true)</c>.</summary>
    public bool PassesTrue(IMethodSymbol caller, IMethodSymbol callee, CancellationToken cancellationToken)
    {
        return Syntax(caller) is { } syntax && syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.ArgumentList.Arguments is [{ Expression: var argument }]
            && _model.GetConstantValue(argument, cancellationToken).Value is true
            && _model.GetSymbolInfo(call, cancellationToken).Symbol is { } called
            && SymbolEqualityComparer.Default.Equals(Own(called), callee));
    }

    /// <summary>True when the member does nothing of its own: it calls the other one, and at most tells the collector.</summary>
    public bool OnlyForwards(MethodDeclarationSyntax member, IMethodSymbol other, CancellationToken cancellationToken)
    {
        return OnlyCalls(member, cancellationToken) is [var callee]
            && SymbolEqualityComparer.Default.Equals(callee, other)
            && !member.DescendantNodes().Any(node => node is AssignmentExpressionSyntax);
    }

    /// <summary>
    /// The method in which the work of a close member stands: a private one, when the member only decides whether it is
    /// called (<c>_closing.SetResult(CloseOnceAsync())</c>, <c>_task ??= CloseAsync()</c>); else the member itself.
    /// </summary>
    public IMethodSymbol WorkOf(IMethodSymbol member, CancellationToken cancellationToken)
    {
        return Syntax(member) is { } syntax
            && OnlyCalls(syntax, cancellationToken) is [{ DeclaredAccessibility: Accessibility.Private, Parameters.IsEmpty: true } worker]
            && Syntax(worker) is not null
            && worker.ReturnsVoid == member.ReturnsVoid
            && (worker.ReturnsVoid || worker.IsAsync || !Awaits(syntax, worker, cancellationToken))
            ? worker
            : member;
    }

    // A task that is handed back is not done when its method ends; it is done after the await.
    private bool Awaits(MethodDeclarationSyntax member, IMethodSymbol worker, CancellationToken cancellationToken)
    {
        return member.DescendantNodes().OfType<AwaitExpressionSyntax>().Any(awaiting => awaiting.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            _model.GetSymbolInfo(call, cancellationToken).Symbol is { } called && SymbolEqualityComparer.Default.Equals(Own(called), worker)));
    }

    /// <summary>The methods of this type that a member calls; null when it also does something else that could be work.</summary>
    private List<IMethodSymbol>? OnlyCalls(MethodDeclarationSyntax member, CancellationToken cancellationToken)
    {
        var called = new List<IMethodSymbol>();
        foreach (var call in member.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (_model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol callee)
                return null;

            if (Own(callee) is IMethodSymbol own)
                called.Add(own);
            else if (!IsHarmless(callee.ContainingType))
                return null;
        }

        return called;
    }

    /// <summary>The collector, tasks, their sources and awaiters, and atomic operations: what is said around a call.</summary>
    private bool IsHarmless(INamedTypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        return Is(_types.GC) || Is(_types.Interlocked) || Is(_types.Volatile)
            || SymbolEqualityComparer.Default.Equals(definition.ContainingNamespace, _types.Task?.ContainingNamespace)
            || SymbolEqualityComparer.Default.Equals(definition.ContainingNamespace, _types.INotifyCompletion?.ContainingNamespace);

        bool Is(INamedTypeSymbol? known)
        {
            return known is not null && SymbolEqualityComparer.Default.Equals(definition, known);
        }
    }

    /// <summary>The method of this type that a call reaches, also through an interface; null when another type has it.</summary>
    public IMethodSymbol? Implementation(IMethodSymbol called)
    {
        return Own(called) as IMethodSymbol;
    }

    /// <summary>The symbol as this type declares it; null when it belongs to another type.</summary>
    private ISymbol? Own(ISymbol symbol)
    {
        var definition = symbol.OriginalDefinition;
        if (definition.ContainingType?.TypeKind == TypeKind.Interface)
            definition = _type.FindImplementationForInterfaceMember(definition)?.OriginalDefinition ?? definition;

        return SymbolEqualityComparer.Default.Equals(definition.ContainingType, _type.OriginalDefinition) ? definition : null;
    }

    private IMethodSymbol? Implementation(INamedTypeSymbol? closeInterface)
    {
        if (closeInterface is null || !_type.Implements(closeInterface))
            return null;

        var member = closeInterface.GetMembers().OfType<IMethodSymbol>().FirstOrDefault();
        return member is not null
            && _type.FindImplementationForInterfaceMember(member) is IMethodSymbol found
            && SymbolEqualityComparer.Default.Equals(found.ContainingType, _type)
            ? found
            : null;
    }

    private IMethodSymbol? Declared(string name, Func<IMethodSymbol, bool> matches)
    {
        foreach (var member in _type.GetMembers(name))
        {
            if (member is IMethodSymbol { IsStatic: false } method && matches(method))
                return method;
        }

        return null;
    }
}
