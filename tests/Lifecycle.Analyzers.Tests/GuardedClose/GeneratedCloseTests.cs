using CsCheck;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>
/// Whatever class the choices of <see cref="GeneratedClass"/> give: the writer makes it close once, and the result is
/// compiled and run. A failure shrinks to the smallest class that shows it and prints the seed that repeats it.
/// </summary>
public sealed class GeneratedCloseTests
{
    /// <summary>A compilation and its run take about a fifth of a second. The library's own variable, CsCheck_Iter, asks for more.</summary>
    private static readonly long s_classesPerRun = long.TryParse(Environment.GetEnvironmentVariable("CsCheck_Iter"), out var asked) ? asked : 40;

    private static readonly Gen<GeneratedClass> s_classes = Gen.Select(
        Gen.Select(Gen.Enum<TypeForm>(), Gen.Enum<CloseKind>(), Gen.Enum<BodyForm>()),
        Gen.Select(Gen.Enum<FlagKind>(), Gen.Enum<FlagUse>()),
        Gen.Enum<HolderForm>().Array[1, 3],
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
        (type, flag, holders, ways) => new GeneratedClass(type.Item1, type.Item2, type.Item3, flag.Item1, flag.Item2, holders, ways.Item1, ways.Item2, ways.Item3));

    private static readonly Gen<GeneratedReleases> s_releases = Gen.Select(
        Gen.OneOf(Gen.Enum<CloseKind>().Select(static kind => (CloseKind?)kind), Gen.Const((CloseKind?)null)),
        Gen.Int[1, 3],
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        static (close, unreleased, releasesOne, isGuarded, isOpen) => new GeneratedReleases(close, unreleased, releasesOne, isGuarded, isOpen));

    [Theory]
    [InlineData("returns")]
    [InlineData("awaits")]
    public async Task Any_class_closes_once(string secondClose)
    {
        var style = secondClose == "awaits" ? GuardStyle.Awaits : GuardStyle.Returns;
        await s_classes.SampleAsync(generated => ClosesOnceAsync(generated, style), iter: s_classesPerRun, threads: 1);
    }

    [Fact]
    public async Task Any_class_gets_releases_each_of_which_is_reached()
    {
        await s_releases.SampleAsync(ReleasesEachAsync, iter: s_classesPerRun, threads: 1);
    }

    private static async Task ReleasesEachAsync(GeneratedReleases generated)
    {
        var changed = await Writer.ChangeAsync(generated.Source(), "C", writer => Writer.Release(writer, [.. generated.Members], GuardStyle.Returns));
        Assert.NotNull(changed);
        await Writer.RunAsync(changed, GuardStyle.Returns, "C", rounds: 10);
        await RunFixedCode.ReleasesTheRest(Writer.Usings + changed);
    }

    private static async Task ClosesOnceAsync(GeneratedClass generated, GuardStyle style)
    {
        // There is no task to await where all work is synchronous.
        var possible = generated.Close is CloseKind.Sync or CloseKind.AsyncForwards ? GuardStyle.Returns : style;
        var changed = await Writer.ChangeAsync(generated.Source(), "C", writer => Writer.Guard(writer, possible, null));
        Assert.NotNull(changed);
        await Writer.RunAsync(changed, possible, "C", rounds: 10);
    }
}
