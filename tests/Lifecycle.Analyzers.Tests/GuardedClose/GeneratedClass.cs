using System.Text;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>A type with a close that nothing guards, or that something guards badly, put together from independent choices.</summary>
internal sealed record GeneratedClass(
    TypeForm Form,
    CloseKind Close,
    BodyForm Body,
    FlagKind Flag,
    FlagUse Use,
    HolderForm[] Holders,
    bool IsExplicit,
    bool UsesThis,
    bool HasComments)
{
    private bool IsAsync => Close != CloseKind.Sync;

    private bool IsSync => Close != CloseKind.Async;

    private bool HasFlag => Flag != FlagKind.None;

    /// <summary>A record class lists what it is made of when it is printed; a failing test is read as code.</summary>
    public override string ToString()
    {
        return "\n" + Source();
    }

    public string Source()
    {
        var text = new StringBuilder();
        if (Form == TypeForm.Nested)
            text.Append("public static class Outer\n{\n");

        var interfaces = (IsAsync, IsSync) switch
        {
            (true, true) => "IDisposable, IAsyncDisposable",
            (true, false) => "IAsyncDisposable",
            _ => "IDisposable",
        };
        var head = Form switch
        {
            TypeForm.Open => "public class C",
            TypeForm.Record => "public sealed record C",
            TypeForm.Generic => "public sealed class C<T>",
            TypeForm.Internal => "internal class C",
            _ => "public sealed class C",
        };
        text.Append($"{head} : {interfaces}\n{{\n");
        if (HasComments)
            text.Append("    #region State\n");

        for (var index = 0; index < Holders.Length; index++)
            text.Append($"    {Declaration(index)}\n");

        AppendFlag(text);
        if (HasComments)
            text.Append("    #endregion\n");

        if (IsSync)
            AppendDispose(text);

        if (IsAsync)
            AppendDisposeAsync(text);

        text.Append("}\n");
        if (Form == TypeForm.Nested)
            text.Append("}\n");

        return text.ToString();
    }

    private string Name(int index)
    {
        if (Holders[index] == HolderForm.Property)
            return "Probe" + index;

        return UsesThis ? "probe" + index : "_probe" + index;
    }

    private string Access(string name)
    {
        return UsesThis ? "this." + name : name;
    }

    private string Declaration(int index)
    {
        return Holders[index] switch
        {
            HolderForm.Property => $"private Probe {Name(index)} {{ get; }} = new();",
            HolderForm.Nullable => $"private Probe? {Name(index)} = new();",
            _ => $"private readonly Probe {Name(index)} = new();",
        };
    }

    private string FlagName => Flag == FlagKind.Property ? "IsClosed" : UsesThis ? "closed" : "_closed";

    private void AppendFlag(StringBuilder text)
    {
        if (!HasFlag)
            return;

        text.Append("    ").Append(Flag switch
        {
            FlagKind.Bool => $"private bool {FlagName} = false;",
            FlagKind.Int => $"private int {FlagName} = 0;",
            FlagKind.Enum => $"private State {FlagName} = State.Open;",
            _ => $"public bool {FlagName} {{ get; private set; }}",
        }).Append('\n');
        if (Flag == FlagKind.Enum)
            text.Append("\n    private enum State { Open, Closed }\n");

        // What nobody reads would be a warning.
        if (Flag != FlagKind.Property)
            text.Append($"\n    public bool WasClosed => {Test};\n");
    }

    private string Test => Flag switch
    {
        FlagKind.Int => $"{Access(FlagName)} != 0",
        FlagKind.Enum => $"{Access(FlagName)} == State.Closed",
        _ => Access(FlagName),
    };

    private string Claim => Flag switch
    {
        FlagKind.Int => $"{Access(FlagName)} = 1;",
        FlagKind.Enum => $"{Access(FlagName)} = State.Closed;",
        _ => $"{Access(FlagName)} = true;",
    };

    private void AppendDispose(StringBuilder text)
    {
        text.Append(IsExplicit ? "\n    void IDisposable.Dispose()" : "\n    public void Dispose()");
        if (IsArrow)
        {
            text.Append($" => {Access(Name(0))}{Question(0)}.Dispose();\n");
            return;
        }

        var work = new List<string>();
        for (var index = 0; index < Holders.Length; index++)
            work.Add($"{Access(Name(index))}{Question(index)}.Dispose();");

        AppendBody(text, work, "return;");
    }

    private void AppendDisposeAsync(StringBuilder text)
    {
        var isForwarding = Close == CloseKind.AsyncForwards;
        var handsBack = !isForwarding && Body != BodyForm.Await && Holders.Length == 1 && Holders[0] != HolderForm.Nullable;
        var isAsync = !isForwarding && !handsBack;
        text.Append('\n').Append(IsExplicit ? "    " : "    public ").Append(isAsync ? "async " : "").Append("ValueTask ").Append(IsExplicit ? "IAsyncDisposable." : "").Append("DisposeAsync()");
        if (isForwarding)
        {
            var dispose = IsExplicit ? "((IDisposable)this).Dispose();" : "Dispose();";
            text.Append($"\n    {{\n        {dispose}\n        return default;\n    }}\n");
            return;
        }

        if (IsArrow && handsBack)
        {
            text.Append($" => {Access(Name(0))}.DisposeAsync();\n");
            return;
        }

        var work = new List<string>();
        for (var index = 0; index < Holders.Length; index++)
        {
            var close = $"{Access(Name(index))}.DisposeAsync();";
            if (Holders[index] == HolderForm.Nullable)
                work.Add($"if ({Access(Name(index))} is not null)\n            await {close}\n");
            else
                work.Add(handsBack ? $"return {close}" : $"await {close}");
        }

        AppendBody(text, work, handsBack ? "return default;" : "return;", isLast: handsBack);
    }

    private bool IsArrow => Body == BodyForm.Arrow && Holders.Length == 1 && !HasFlag;

    private string Question(int index)
    {
        return Holders[index] == HolderForm.Nullable ? "?" : "";
    }

    private void AppendBody(StringBuilder text, List<string> work, string leave, bool isLast = false)
    {
        text.Append("\n    {\n");
        if (HasFlag && Use != FlagUse.OnlySet)
            text.Append($"        if ({Test})\n            {leave}\n\n");

        if (HasFlag && (Use is FlagUse.OnlySet or FlagUse.SetFirst))
            text.Append($"        {Claim}\n");

        foreach (var statement in work)
        {
            if (HasComments)
                text.Append("        // It goes first.\n");

            if (HasFlag && Use == FlagUse.SetLate && isLast)
                text.Append($"        {Claim}\n");

            text.Append($"        {statement}\n");
        }

        if (HasFlag && Use == FlagUse.SetLate && !isLast)
            text.Append($"        {Claim}\n");

        text.Append("    }\n");
    }
}

internal enum TypeForm
{
    Sealed,
    Open,
    Internal,
    Record,
    Nested,
    Generic,
}

internal enum CloseKind
{
    Async,
    Sync,
    Both,
    AsyncForwards,
}

internal enum BodyForm
{
    Await,
    HandsBack,
    Arrow,
}

internal enum FlagKind
{
    None,
    Bool,
    Int,
    Enum,
    Property,
}

internal enum FlagUse
{
    OnlySet,
    OnlyChecked,
    SetLate,

    /// <summary>Tested and then set: a guard for one thread.</summary>
    SetFirst,
}

internal enum HolderForm
{
    Field,
    Nullable,
    Property,
}
