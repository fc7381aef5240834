using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Knowledge;

/// <summary>What the rules make of the table: factories, wrappers, holders and closers of libraries.</summary>
public sealed class LibraryOwnershipTests
{
    private static Task Local(string body) => Verify.Rule("LIFE312", Method(body));

    private static Task Dropped(string body) => Verify.Rule("LIFE313", Method(body));

    private static string Method(string body)
    {
        return $$"""
            using System;
            using System.Data.Common;
            using System.Diagnostics;
            using System.IO;
            using System.IO.Compression;
            using System.Net;
            using System.Net.Sockets;
            using System.Security.Cryptography;
            using System.Text.Json;
            using System.Threading;
            using System.Threading.Tasks;
            using System.Xml;

            class C
            {
                static readonly System.Collections.Generic.List<object> All = new();
                static void Keep(object o) => All.Add(o);
                static void Use(Stream s) => s.ReadByte();

                static async Task M(string path, DbConnection connection, Stream given, Socket socket, TcpListener listener, bool flag)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            """;
    }

    [Theory]
    [InlineData("var [|s|] = File.OpenRead(path); s.ReadByte();")]
    [InlineData("var [|s|] = File.OpenText(path); s.ReadLine();")]
    [InlineData("var [|s|] = new FileInfo(path).Open(FileMode.Open); s.ReadByte();")]
    [InlineData("var [|r|] = new StreamReader(File.OpenRead(path)); r.ReadLine();")]
    [InlineData("var s = File.OpenRead(path); var [|r|] = new StreamReader(s); r.ReadLine();")]
    [InlineData("var [|s|] = File.OpenRead(path); using var r = new StreamReader(s, leaveOpen: true); r.ReadLine();")]
    [InlineData("var [|s|] = File.OpenRead(path); JsonSerializer.Deserialize<string>(s);")]
    [InlineData("var [|s|] = File.OpenRead(path); await s.CopyToAsync(given);")]
    [InlineData("var [|s|] = File.OpenRead(path); given.CopyTo(s);")]
    [InlineData("var [|s|] = File.OpenRead(path); SHA256.HashData(s);")]
    [InlineData("var [|command|] = connection.CreateCommand(); using var reader = command.ExecuteReader();")]
    [InlineData("using var command = connection.CreateCommand(); var [|reader|] = await command.ExecuteReaderAsync(); reader.Read();")]
    [InlineData("var [|transaction|] = await connection.BeginTransactionAsync(); transaction.Commit();")]
    [InlineData("var [|process|] = Process.Start(path); process.WaitForExit();")]
    [InlineData("var [|p|] = new Process(); p.Start();")]
    [InlineData("var [|aes|] = Aes.Create(); aes.GenerateKey();")]
    [InlineData("using var aes = Aes.Create(); var [|e|] = aes.CreateEncryptor(); Console.WriteLine(e.InputBlockSize);")]
    [InlineData("var [|accepted|] = socket.Accept(); accepted.Send(new byte[1]);")]
    [InlineData("var [|client|] = await listener.AcceptTcpClientAsync(); client.GetStream().Write(new byte[1]);")]
    [InlineData("var [|linked|] = CancellationTokenSource.CreateLinkedTokenSource(default(CancellationToken)); linked.Cancel();")]
    [InlineData("var [|timed|] = new CancellationTokenSource(1000); timed.Cancel();")]
    [InlineData("var [|document|] = JsonDocument.Parse(path); Console.WriteLine(document.RootElement);")]
    [InlineData("var [|writer|] = XmlWriter.Create(path); writer.WriteStartDocument();")]
    [InlineData("if (EventWaitHandle.TryOpenExisting(path, out var [|handle|])) handle.Set();")]
    [InlineData("using var zip = ZipFile.OpenRead(path); var [|entry|] = zip.GetEntry(path)!.Open(); entry.ReadByte();")]
    [InlineData("var [|listening|] = new TcpListener(IPAddress.Any, 0); listening.Start();")]
    public Task Local_that_a_library_makes_is_reported(string body)
    {
        return Local(body);
    }

    [Theory]
    [InlineData("using var s = File.OpenRead(path);")]
    [InlineData("var s = File.OpenRead(path); using var r = new StreamReader(s); r.ReadLine();")]
    [InlineData("var s = File.OpenRead(path); using var r = new StreamReader(s, leaveOpen: flag); r.ReadLine();")]
    [InlineData("var s = File.OpenRead(path); using var g = new GZipStream(s, CompressionMode.Decompress); Use(g);")]
    [InlineData("var r = new StreamReader(given); r.ReadLine();")]
    [InlineData("var r = new StreamReader(new MemoryStream()); r.ReadLine();")]
    [InlineData("var r = XmlReader.Create(new StringReader(path)); r.Read();")]
    [InlineData("var client = await listener.AcceptTcpClientAsync(); using var stream = client.GetStream(); stream.Write(new byte[1]);")]
    [InlineData("var client = new TcpClient(); var stream = client.GetStream(); stream.Close();")]
    [InlineData("var listening = new TcpListener(IPAddress.Any, 0); listening.Start(); listening.Stop();")]
    [InlineData("var s = File.OpenRead(path); using var w = new StreamWriter(s); var r = new StreamReader(s); r.ReadLine();")]
    [InlineData("var client = new TcpClient(); Keep(client); var r = new StreamReader(client.GetStream()); r.ReadLine();")]
    [InlineData("using var client = new TcpClient(); var r = new StreamReader(client.GetStream()); r.ReadLine();")]
    [InlineData("var stream = new NetworkStream(socket, ownsSocket: true); stream.Write(new byte[1]);")]
    [InlineData("var cts = new CancellationTokenSource(); cts.Cancel();")]
    [InlineData("var gate = new ManualResetEventSlim(); gate.Set();")]
    [InlineData("var s = new SemaphoreSlim(1); s.Release();")]
    [InlineData("var s = Stream.Synchronized(File.OpenRead(path)); s.Close();")]
    [InlineData("var out2 = File.CreateText(path); Console.SetOut(out2);")]
    [InlineData("var output = Process.GetProcesses(); Console.WriteLine(output.Length);")]
    [InlineData("try { var s = File.OpenRead(path); await using (s.ConfigureAwait(false)) { s.ReadByte(); } } catch (IOException) { }")]
    public Task Local_that_is_closed_or_taken_over_is_not_reported(string body)
    {
        return Local(body);
    }

    [Theory]
    [InlineData("[|File.OpenRead(path)|].ReadByte();")]
    [InlineData("[|Process.Start(path)|].WaitForExit();")]
    [InlineData("[|Process.Start(path)|];")]
    [InlineData("using var reader = [|connection.CreateCommand()|].ExecuteReader();")]
    [InlineData("Console.WriteLine([|JsonDocument.Parse(path)|].RootElement);")]
    [InlineData("JsonSerializer.Deserialize<string>([|File.OpenRead(path)|]);")]
    [InlineData("using var r = new StreamReader([|File.OpenRead(path)|], leaveOpen: true);")]
    [InlineData("using var aes = Aes.Create(); using var s = new CryptoStream(given, [|aes.CreateEncryptor()|], CryptoStreamMode.Write);")]
    public Task Value_that_a_library_makes_and_nobody_keeps_is_reported(string body)
    {
        return Dropped(body);
    }

    [Theory]
    [InlineData("using var r = new StreamReader(File.OpenRead(path));")]
    [InlineData("using var s = new TcpClient(path, 1).GetStream();")]
    [InlineData("using var r = XmlReader.Create(path).ReadSubtree();")]
    [InlineData("using var response = WebRequest.Create(path).GetResponse();")]
    public Task Value_that_is_closed_through_another_is_not_reported(string body)
    {
        return Dropped(body);
    }

    [Theory]
    [InlineData("DbDataReader M(DbProviderFactory f) { var c = f.CreateConnection()!; c.Open(); var k = c.CreateCommand(); return k.ExecuteReader(CommandBehavior.CloseConnection); }")]
    [InlineData("async Task<DbDataReader> M(DbProviderFactory f) { var c = f.CreateConnection()!; c.Open(); var k = c.CreateCommand(); return await k.ExecuteReaderAsync(CommandBehavior.CloseConnection).ConfigureAwait(false); }")]
    [InlineData("DbCommand M(DbProviderFactory f) { var c = f.CreateConnection()!; c.Open(); var k = c.CreateCommand(); k.CommandText = \"\"; return k; }")]
    [InlineData("int M(DbProviderFactory f) { var [|c|] = f.CreateConnection()!; c.Open(); using var k = c.CreateCommand(); using var r = k.ExecuteReader(); return r.FieldCount; }")]
    [InlineData("void M(DbProviderFactory f) { var [|c|] = f.CreateConnection()!; c.Open(); using var k = c.CreateCommand(); k.ExecuteNonQuery(); }")]
    public Task Connection_goes_with_the_reader_that_is_returned(string member)
    {
        return Verify.Rule("LIFE312", $$"""
            using System.Data;
            using System.Data.Common;
            using System.Threading.Tasks;

            class C
            {
                {{member}}
            }
            """);
    }

    [Fact]
    public Task Stream_of_a_client_does_not_need_the_client()
    {
        return Verify.Rule("LIFE303", """
            using System.IO;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<Stream> M(string url) => await [|new HttpClient()|].GetStreamAsync(url);
            }
            """);
    }

    [Theory]
    [InlineData("new Timer(components)")]
    public Task Component_belongs_to_its_container(string creation)
    {
        return Verify.Rule("LIFE312", $$"""
            using System.ComponentModel;

            class Timer : Component
            {
                public Timer() { }
                public Timer(IContainer container) => container.Add(this);
                public void Start() { }
            }

            class C
            {
                void M(IContainer components)
                {
                    var t = {{creation}};
                    t.Start();
                    var [|u|] = new Timer();
                    u.Start();
                }
            }
            """);
    }

    [Fact]
    public Task Token_of_a_registration_may_be_dropped()
    {
        return Verify.Rule("LIFE313", """
            using System;

            class Source : IObservable<int>
            {
                public IDisposable Subscribe(IObserver<int> observer) => new Token();
                public IDisposable OnChange(Action<int> listener) => new Token();
                public IDisposable Open() => new Token();
                sealed class Token : IDisposable { public void Dispose() { } }
            }

            class C
            {
                void M(Source source, IObserver<int> observer, IObservable<int> other)
                {
                    source.Subscribe(observer);
                    source.OnChange(_ => { });
                    other.Subscribe(observer);
                    [|source.Open()|];
                }
            }
            """);
    }

    [Theory]
    [InlineData("readonly TcpListener _l = new(IPAddress.Any, 0); public void Dispose() => _l.Stop();")]
    [InlineData("readonly TcpListener [|_l|] = new(IPAddress.Any, 0); public void Dispose() => _l.Start();")]
    [InlineData("readonly Stream [|_s|]; public C(string path) => _s = File.OpenRead(path); public void Dispose() { }")]
    [InlineData("readonly StreamReader [|_r|]; public C(string path) => _r = new StreamReader(File.OpenRead(path)); public void Dispose() { }")]
    [InlineData("readonly StreamReader _r; public C(Stream s) => _r = new StreamReader(s); public void Dispose() { }")]
    [InlineData("readonly StreamReader [|_r|]; public C(Stream s) => _r = new StreamReader(s, leaveOpen: true); public void Dispose() { }")]
    [InlineData("readonly TcpClient _c = new(); readonly StreamReader _r; public C() => _r = new StreamReader(_c.GetStream()); public void Dispose() => _c.Dispose();")]
    [InlineData("readonly CancellationTokenSource _c = new(); public void Dispose() { }")]
    [InlineData("readonly CancellationTokenSource [|_c|]; public C(CancellationToken t) => _c = CancellationTokenSource.CreateLinkedTokenSource(t); public void Dispose() { }")]
    public Task Member_is_followed(string members)
    {
        return Verify.Rule("LIFE311", $$"""
            using System;
            using System.IO;
            using System.Net;
            using System.Net.Sockets;
            using System.Threading;

            sealed class C : IDisposable
            {
                {{members}}
            }
            """);
    }

    [Fact]
    public Task Token_of_a_registration_may_be_closed()
    {
        return Verify.Rule("LIFE315", """
            using System;

            class C
            {
                void M(IObservable<int> source, IObserver<int> observer)
                {
                    using var token = source.Subscribe(observer);
                    source.Subscribe(observer).Dispose();
                }
            }
            """);
    }

    [Fact]
    public Task Own_close_of_a_type_over_one_that_needs_none_counts()
    {
        return Verify.Rule("LIFE312", """
            using System.IO;

            class Plain : MemoryStream;

            class Pooled : MemoryStream
            {
                protected override void Dispose(bool disposing) => base.Dispose(disposing);
            }

            class C
            {
                void M()
                {
                    var plain = new Plain();
                    plain.WriteByte(1);
                    var [|pooled|] = new Pooled();
                    pooled.WriteByte(1);
                }
            }
            """);
    }
}
