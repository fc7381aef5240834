using Lifecycle.Analyzers.Flow.Overwriting;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>
/// The second glance at a body that closes something: only where a value is named after its close, or leaves a
/// <c>using</c> as a result, is the graph asked for.
/// </summary>
internal sealed class ClosedMentions
{
    private readonly Dictionary<ISymbol, Mention> _mentions = new(SymbolEqualityComparer.Default);
    private readonly KnownTypes _types;

    private ClosedMentions(KnownTypes types)
    {
        _types = types;
    }

    public static bool AreLate(IOperation block, KnownTypes types)
    {
        var mentions = new ClosedMentions(types);
        foreach (var operation in OperationOrder.ChildrenFirst(block))
            mentions.Read(operation);

        foreach (var mention in mentions._mentions.Values)
        {
            if (mention.IsLate)
                return true;
        }

        return false;
    }

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IUsingDeclarationOperation declaration:
                AddScope(declaration.DeclarationGroup, int.MaxValue);
                break;
            case IUsingOperation { Resources: IVariableDeclarationGroupOperation group } statement:
                AddScope(group, statement.Syntax.Span.End);
                break;
            case IUsingOperation { Resources: { } resource } statement when SymbolOf(Configured(resource)) is { } symbol:
                Of(symbol).EndScope(statement.Syntax.Span.End);
                break;
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { Value: { } value } && SymbolOf(value) is { } original:
                // Another name for it: using var owned = given;
                _mentions[declarator.Symbol] = Of(original);
                break;
            case IInvocationOperation { Instance: { } instance } call when FinalCloses.Is(call, _types) && SymbolOf(InstanceOf(instance)) is { } symbol:
                Of(symbol).Close(call.Syntax.Span.End);
                break;
            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                ReadReturned(value);
                break;
            default:
                if (SymbolOf(operation) is { } named)
                    Of(named).Name(operation.Syntax.SpanStart);

                break;
        }
    }

    private void ReadReturned(IOperation value)
    {
        if (SymbolOf(value) is { } returned)
            Of(returned).IsReturned = true;

        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        if (value is not IInvocationOperation call)
            return;

        foreach (var argument in call.Arguments)
        {
            if (SymbolOf(argument.Value) is { } given)
                Of(given).IsReturned = true;
        }
    }

    private void AddScope(IVariableDeclarationGroupOperation group, int end)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
                Of(declarator.Symbol).EndScope(end);
        }
    }

    /// <summary><c>x?.Dispose()</c> is called on what stands before the question mark.</summary>
    private static IOperation InstanceOf(IOperation instance)
    {
        if (instance is not IConditionalAccessInstanceOperation)
            return instance;

        var outer = instance.Parent;
        while (outer is not null and not IConditionalAccessOperation)
            outer = outer.Parent;

        return outer is IConditionalAccessOperation access ? access.Operation : instance;
    }

    /// <summary><c>await using (x.ConfigureAwait(false))</c></summary>
    private static IOperation Configured(IOperation resource)
    {
        return resource is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Arguments: [{ Value: { } configured }, ..] } ? configured : resource;
    }

    private static ISymbol? SymbolOf(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or ISimpleAssignmentOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((ISimpleAssignmentOperation)operation).Target;

        return operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => MemberReferences.OfThis(operation),
        };
    }

    private Mention Of(ISymbol symbol)
    {
        if (!_mentions.TryGetValue(symbol, out var mention))
            _mentions.Add(symbol, mention = new Mention());

        return mention;
    }

    private sealed class Mention
    {
        private int _firstClose = int.MaxValue;
        private int _scopeEnd = int.MaxValue;
        private int _last = -1;
        private bool _isScoped;

        public bool IsReturned { get; set; }

        public bool IsLate => _last > _firstClose || _last > _scopeEnd || (_isScoped && (IsReturned || _firstClose != int.MaxValue)) || (IsReturned && _firstClose != int.MaxValue);

        public void Close(int position)
        {
            _firstClose = Math.Min(_firstClose, position);
        }

        public void EndScope(int position)
        {
            _isScoped = true;
            _scopeEnd = Math.Min(_scopeEnd, position);
        }

        public void Name(int position)
        {
            _last = Math.Max(_last, position);
        }
    }
}
