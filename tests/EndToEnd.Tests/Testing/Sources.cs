namespace EndToEnd.Tests.Testing;

/// <summary>Code of users. A line that a rule reports ends with its id.</summary>
internal static class Sources
{
    /// <summary>Something for each rule that looks at code.</summary>
    public const string EveryRule = """
        public sealed class Conversation
        {
            private readonly Stream _connection;

            public Conversation(Stream connection)
            {
                _connection = connection;
            }

            ~Conversation()
            {
                Close(); // LIFE101
            }

            private void Close()
            {
                _ = Task.Run(() => _connection.Flush());
            }
        }

        public sealed class Upload
        {
            private readonly Task _work;

            public Upload(Task work)
            {
                _work = work;
            }

            ~Upload()
            {
                _work.Wait(); // LIFE102
            }
        }

        public sealed class TraceWriter : IAsyncDisposable
        {
            private readonly StreamWriter _writer;

            public TraceWriter(string path)
            {
                _writer = new StreamWriter(path);
            }

            public async ValueTask DisposeAsync() // LIFE201
            {
                await _writer.WriteLineAsync("]").ConfigureAwait(false);
                await _writer.DisposeAsync().ConfigureAwait(false);
            }
        }

        public sealed class LateGuard : IAsyncDisposable
        {
            private readonly StreamWriter _writer;
            private bool _closed;

            public LateGuard(StreamWriter writer)
            {
                _writer = writer;
            }

            public async ValueTask DisposeAsync()
            {
                if (_closed)
                    return;

                await _writer.WriteLineAsync("]").ConfigureAwait(false);
                _closed = true; // LIFE202
            }
        }

        public sealed class Permit : IDisposable
        {
            private readonly SemaphoreSlim _gate;

            public Permit(SemaphoreSlim gate)
            {
                _gate = gate;
            }

            public void Dispose() // LIFE205
            {
                _gate.Release();
            }
        }

        public sealed class Stopped : IDisposable
        {
            private readonly StreamWriter _writer;
            private bool _closed;

            public Stopped(StreamWriter writer)
            {
                _writer = writer;
            }

            public void Stop()
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                _writer.WriteLine("]");
            }

            public void Dispose()
            {
                if (_closed)
                    return;

                _closed = true;
                Stop(); // LIFE207
            }
        }

        public sealed class Pair : IAsyncDisposable
        {
            private readonly MemoryStream _left = new();
            private readonly MemoryStream _right = new();

            public async ValueTask DisposeAsync() // LIFE210
            {
                await _left.DisposeAsync().ConfigureAwait(false);
                await _right.DisposeAsync().ConfigureAwait(false);
            }
        }

        public sealed class WeatherClient
        {
            private readonly HttpClient _http = new(); // LIFE301

            public Task<string> GetAsync(Uri address)
            {
                return _http.GetStringAsync(address);
            }
        }

        public static class Probe
        {
            public static async Task<string> GetAsync(Uri address)
            {
                var http = new HttpClient(); // LIFE302
                return await http.GetStringAsync(address).ConfigureAwait(false);
            }

            public static async Task<string> GetInPassingAsync(Uri address)
            {
                return await new HttpClient().GetStringAsync(address).ConfigureAwait(false); // LIFE303
            }
        }
        """;

    /// <summary>The findings that the marks in a source announce, each with the level given.</summary>
    public static IEnumerable<string> Marked(string source, Func<string, string?> level)
    {
        var lines = source.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var mark = lines[index].LastIndexOf("// LIFE", StringComparison.Ordinal);
            if (mark < 0)
                continue;

            var id = lines[index][(mark + 3)..].Trim();
            if (level(id) is { } found)
                yield return $"{index + 1}: {id} {found}";
        }
    }
}
