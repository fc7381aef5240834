using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Model;

public sealed class CloseMembersTests
{
    [Fact]
    public async Task Close_members_are_found_by_their_shape()
    {
        var model = await EngineTest.CloseModelOf("C", """
            class C : IDisposable, IAsyncDisposable
            {
                void IDisposable.Dispose() { }
                protected virtual void Dispose(bool disposing) { }
                public ValueTask DisposeAsync() => default;
                protected virtual ValueTask DisposeAsyncCore() => default;
                public Task CloseAsync(CancellationToken token = default) => Task.CompletedTask;
                public void Close(string reason) { }
                public void Dispose(int twice) { }
                public void Open() { }
                ~C() { }
            }
            """);

        Assert.Equal(["System.IDisposable.Dispose", "Dispose", "DisposeAsync", "DisposeAsyncCore", "CloseAsync"], Names(model.Members));
        Assert.NotNull(model.Members.Finalizer);
    }

    [Fact]
    public async Task A_helper_that_only_close_members_reach_closes_too()
    {
        var model = await EngineTest.CloseModelOf("C", """
            class C : IAsyncDisposable
            {
                public ValueTask DisposeAsync() { Release(); Shared(); return default; }
                private void Release() { Inner(); }
                private void Inner() { Action again = Release; }
                private void Shared() { }
                private void Lonely() { LonelyToo(); }
                private void LonelyToo() { Lonely(); }
                public void Open() { Shared(); }
            }
            """);

        Assert.Equal(["DisposeAsync", "Release", "Inner"], All(model));
    }

    private static IEnumerable<string> Names(CloseMembers members)
    {
        return members.Entries.Select(entry => entry.Name);
    }

    private static IEnumerable<string> All(CloseModel model)
    {
        return model.Type.GetMembers().Where(model.Members.Contains).Select(member => member.Name);
    }
}
