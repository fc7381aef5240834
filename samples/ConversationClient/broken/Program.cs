using System.Collections.Concurrent;
using Conversations;

// Two event loops. On each of them somebody holds a conversation and closes it, as the documentation of the client asks.
// The first loop is then closed too, the second one stays. What can go wrong?
var errors = new ConcurrentBag<string>();
TaskScheduler.UnobservedTaskException += (_, failure) => errors.Add(failure.Exception.InnerException!.Message);

var service = new ConversationService();
var first = new EventLoop();
var second = new EventLoop();

await first.RunAsync(TalkAsync);
await second.RunAsync(TalkAsync);
first.Close();

// Many conversations, each closed by two callers at once: by its user, and by the container that made it.
await second.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => TalkAndCloseTwiceAsync())));

await CollectAsync();
foreach (var error in errors.GroupBy(error => error))
    Console.WriteLine($"Unobserved error: {error.Key} ({error.Count()} times)");

var isClean = service.Report(Console.Out) && errors.IsEmpty;
Console.WriteLine(isClean ? "Everything was closed once." : "Not everything was closed just once.");
return isClean ? 0 : 1;

async Task TalkAsync()
{
    var client = new ConversationClient(service);
    try
    {
        await client.OpenAsync();
        await client.SayAsync("Hello");
    }
    finally
    {
        await client.DisposeAsync();
    }
}

async Task TalkAndCloseTwiceAsync()
{
    var client = new ConversationClient(service);
    await client.OpenAsync();
    await client.SayAsync("Hello");
    await Task.WhenAll(
        Task.Run(async () => await client.DisposeAsync()),
        Task.Run(async () => await client.DisposeAsync()));
}

// Forces what happens sooner or later: the collector runs finalizers, and after them those of the tasks that failed.
async Task CollectAsync()
{
    for (var round = 0; round < 5; round++)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await second.RunAsync(() => Task.CompletedTask);
        await Task.Delay(50);
    }
}
