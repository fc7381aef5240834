using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>What the fix writes, one by one and with Fix All, is compiled and run: each value before is closed exactly once.</summary>
public sealed partial class OwnedValueOverwrittenFixTests
{
    private const string Probe = """
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        public sealed class Probe : HttpClient
        {
            public static int Made;
            public static int Closed;
            private bool _closed;

            public Probe() => Made++;

            protected override void Dispose(bool disposing)
            {
                Closed += _closed ? 100 : 1;
                _closed = true;
                base.Dispose(disposing);
            }
        }


        """;

    private static async Task FixAndRun(string before, string after, string result)
    {
        await Verify.Fix(Id, Probe + before, Probe + after, Close);
        Assert.Equal(result, FixedProgram.Run(Probe + after));
    }

    [Fact]
    public async Task Fields_that_are_set_in_every_way()
    {
        await FixAndRun("""
            public sealed class C : IDisposable
            {
                private Probe? _probe;
                private Probe _second = new();

                public event Action? Changed;

                public C()
                {
                    [|_second = new Probe()|];
                    Changed += () =>
                    {
                        [|_second = new Probe()|];
                    };
                }

                public void Restart() => [|_probe = new Probe()|];

                public void Refill()
                {
                    Make([|out _probe|]);
                    Set([|ref _second|]);
                }

                public void Raise() => Changed?.Invoke();

                private static void Make(out Probe probe) => probe = new Probe();

                private static void Set(ref Probe probe) => probe = new Probe();

                public void Dispose()
                {
                    _probe?.Dispose();
                    _second.Dispose();
                }

                public static string Run()
                {
                    using (var c = new C())
                    {
                        c.Restart();
                        c.Restart();
                        c.Refill();
                        c.Raise();
                        c.Raise();
                        c.Refill();
                    }

                    return $"{Probe.Made} made, {Probe.Closed} closed";
                }
            }
            """, """
            public sealed class C : IDisposable
            {
                private Probe? _probe;
                private Probe _second = new();

                public event Action? Changed;

                public C()
                {
                    _second?.Dispose();
                    _second = new Probe();
                    Changed += () =>
                    {
                        _second?.Dispose();
                        _second = new Probe();
                    };
                }

                public void Restart()
                {
                    _probe?.Dispose();
                    _probe = new Probe();
                }

                public void Refill()
                {
                    _probe?.Dispose();
                    Make(out _probe);
                    _second?.Dispose();
                    Set(ref _second);
                }

                public void Raise() => Changed?.Invoke();

                private static void Make(out Probe probe) => probe = new Probe();

                private static void Set(ref Probe probe) => probe = new Probe();

                public void Dispose()
                {
                    _probe?.Dispose();
                    _second.Dispose();
                }

                public static string Run()
                {
                    using (var c = new C())
                    {
                        c.Restart();
                        c.Restart();
                        c.Refill();
                        c.Raise();
                        c.Raise();
                        c.Refill();
                    }

                    return $"{Probe.Made} made, {Probe.Closed} closed";
                }
            }
            """, "10 made, 10 closed");
    }

    [Fact]
    public async Task Locals_of_loops_and_arguments()
    {
        await FixAndRun("""
            public sealed class C
            {
                private static bool TryMake(out Probe probe)
                {
                    probe = new Probe();
                    return true;
                }

                private static void Retry(int turns)
                {
                    var probe = new Probe();
                    for (var turn = 0; turn < turns; turn++)
                        [|probe = new Probe()|];

                    probe.Dispose();
                }

                private static void Twice()
                {
                    TryMake(out var probe);
                    TryMake([|out probe|]);
                    probe.Dispose();
                }

                public static string Run()
                {
                    Retry(0);
                    Retry(3);
                    Twice();
                    return $"{Probe.Made} made, {Probe.Closed} closed";
                }
            }
            """, """
            public sealed class C
            {
                private static bool TryMake(out Probe probe)
                {
                    probe = new Probe();
                    return true;
                }

                private static void Retry(int turns)
                {
                    var probe = new Probe();
                    for (var turn = 0; turn < turns; turn++)
                    {
                        probe?.Dispose();
                        probe = new Probe();
                    }

                    probe.Dispose();
                }

                private static void Twice()
                {
                    TryMake(out var probe);
                    probe?.Dispose();
                    TryMake(out probe);
                    probe.Dispose();
                }

                public static string Run()
                {
                    Retry(0);
                    Retry(3);
                    Twice();
                    return $"{Probe.Made} made, {Probe.Closed} closed";
                }
            }
            """, "7 made, 7 closed");
    }

    [Theory]
    [InlineData("public HttpClient Client { get; set; } = new(); public void Reset() { {|LIFE304:Client = new HttpClient()|}; }")] // Others may have set it.
    [InlineData("public void Reset() { {|LIFE304:Client = new HttpClient()|}; } HttpClient? Client { get => _c; set => _c = value; }")] // The getter may make one.
    [InlineData("public void Reset() { System.Threading.Interlocked.Exchange({|LIFE304:ref _c|}, new HttpClient()); }")] // The close has to follow the exchange.
    [InlineData("public event Action? E; public C() { E += () => {|LIFE304:_c = new HttpClient()|}; }")]
    public async Task What_cannot_be_closed_right_before_is_left_alone(string member)
    {
        var source = Type(member);
        await new LifecycleTest(Id) { TestCode = source, FixedCode = source }.RunAsync();
    }
}
