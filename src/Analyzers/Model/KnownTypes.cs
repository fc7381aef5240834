using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// The types of the framework that the rules speak of, each looked up once for a compilation. A null member means that the
/// compilation does not know the type, so that nothing which needs it can occur.
/// </summary>
internal sealed class KnownTypes
{
    private static readonly ImmutableArray<string> TestMarkNames = ImmutableArray.Create(
        "Xunit.FactAttribute",
        "Xunit.IAsyncLifetime",
        "NUnit.Framework.TestFixtureAttribute",
        "NUnit.Framework.TestAttribute",
        "NUnit.Framework.TestCaseAttribute",
        "NUnit.Framework.TestCaseSourceAttribute",
        "NUnit.Framework.SetUpAttribute",
        "NUnit.Framework.OneTimeSetUpAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestInitializeAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute",
        "TUnit.Core.TestAttribute");

    private readonly Compilation _compilation;
    private readonly Resolved?[] _resolved = new Resolved[(int)Name.Count];
    private ImmutableArray<INamedTypeSymbol> _testMarks;

    private KnownTypes(Compilation compilation)
    {
        _compilation = compilation;
    }

    public INamedTypeSymbol? IDisposable => Find(Name.IDisposable, "System.IDisposable");
    public INamedTypeSymbol? IAsyncDisposable => Find(Name.IAsyncDisposable, "System.IAsyncDisposable");
    public INamedTypeSymbol? ConfiguredAsyncDisposable => Find(Name.ConfiguredAsyncDisposable, "System.Runtime.CompilerServices.ConfiguredAsyncDisposable");
    public INamedTypeSymbol? IAsyncEnumerable => Find(Name.IAsyncEnumerable, "System.Collections.Generic.IAsyncEnumerable`1");
    public INamedTypeSymbol? IAsyncEnumerator => Find(Name.IAsyncEnumerator, "System.Collections.Generic.IAsyncEnumerator`1");
    public INamedTypeSymbol? GC => Find(Name.GC, "System.GC");
    public INamedTypeSymbol? Environment => Find(Name.Environment, "System.Environment");
    public INamedTypeSymbol? DoesNotReturnAttribute => Find(Name.DoesNotReturnAttribute, "System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute");
    public INamedTypeSymbol? TimeSpan => Find(Name.TimeSpan, "System.TimeSpan");
    public INamedTypeSymbol? Task => Find(Name.Task, "System.Threading.Tasks.Task");
    public INamedTypeSymbol? TaskOfT => Find(Name.TaskOfT, "System.Threading.Tasks.Task`1");
    public INamedTypeSymbol? ValueTask => Find(Name.ValueTask, "System.Threading.Tasks.ValueTask");
    public INamedTypeSymbol? ValueTaskOfT => Find(Name.ValueTaskOfT, "System.Threading.Tasks.ValueTask`1");
    public INamedTypeSymbol? TaskFactory => Find(Name.TaskFactory, "System.Threading.Tasks.TaskFactory");
    public INamedTypeSymbol? TaskFactoryOfT => Find(Name.TaskFactoryOfT, "System.Threading.Tasks.TaskFactory`1");
    public INamedTypeSymbol? TaskCompletionSource => Find(Name.TaskCompletionSource, "System.Threading.Tasks.TaskCompletionSource");
    public INamedTypeSymbol? TaskCompletionSourceOfT => Find(Name.TaskCompletionSourceOfT, "System.Threading.Tasks.TaskCompletionSource`1");
    public INamedTypeSymbol? Interlocked => Find(Name.Interlocked, "System.Threading.Interlocked");
    public INamedTypeSymbol? Volatile => Find(Name.Volatile, "System.Threading.Volatile");
    public INamedTypeSymbol? INotifyCompletion => Find(Name.INotifyCompletion, "System.Runtime.CompilerServices.INotifyCompletion");
    public INamedTypeSymbol? ObjectDisposedException => Find(Name.ObjectDisposedException, "System.ObjectDisposedException");
    public INamedTypeSymbol? LibraryImportAttribute => Find(Name.LibraryImportAttribute, "System.Runtime.InteropServices.LibraryImportAttribute");
    public INamedTypeSymbol? XunitFactAttribute => Find(Name.XunitFactAttribute, "Xunit.FactAttribute");
    public INamedTypeSymbol? XunitAssert => Find(Name.XunitAssert, "Xunit.Assert");
    public INamedTypeSymbol? NUnitAssert => Find(Name.NUnitAssert, "NUnit.Framework.Assert");
    public INamedTypeSymbol? MSTestAssert => Find(Name.MSTestAssert, "Microsoft.VisualStudio.TestTools.UnitTesting.Assert");

    /// <summary>What marks tests, classes of tests and fixtures: attributes and an interface, of every version that is referenced.</summary>
    public ImmutableArray<INamedTypeSymbol> TestMarks
    {
        get
        {
            if (_testMarks.IsDefault)
                _testMarks = ImmutableArray.CreateRange(TestMarkNames.SelectMany(name => Named(_compilation, name)));

            return _testMarks;
        }
    }

    public INamedTypeSymbol? NUnitTearDownAttribute => Find(Name.NUnitTearDownAttribute, "NUnit.Framework.TearDownAttribute");
    public INamedTypeSymbol? NUnitOneTimeTearDownAttribute => Find(Name.NUnitOneTimeTearDownAttribute, "NUnit.Framework.OneTimeTearDownAttribute");
    public INamedTypeSymbol? NUnitSetUpAttribute => Find(Name.NUnitSetUpAttribute, "NUnit.Framework.SetUpAttribute");

    public INamedTypeSymbol? NUnitTestAttribute => Find(Name.NUnitTestAttribute, "NUnit.Framework.TestAttribute");
    public INamedTypeSymbol? NUnitTestCaseAttribute => Find(Name.NUnitTestCaseAttribute, "NUnit.Framework.TestCaseAttribute");
    public INamedTypeSymbol? NUnitTestFixtureAttribute => Find(Name.NUnitTestFixtureAttribute, "NUnit.Framework.TestFixtureAttribute");
    public INamedTypeSymbol? NUnitFixtureLifeCycleAttribute => Find(Name.NUnitFixtureLifeCycleAttribute, "NUnit.Framework.FixtureLifeCycleAttribute");
    public INamedTypeSymbol? MSTestTestClassAttribute => Find(Name.MSTestTestClassAttribute, "Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute");

    public INamedTypeSymbol? MSTestTestCleanupAttribute => Find(Name.MSTestTestCleanupAttribute, "Microsoft.VisualStudio.TestTools.UnitTesting.TestCleanupAttribute");
    public INamedTypeSymbol? ILogger => Find(Name.ILogger, "Microsoft.Extensions.Logging.ILogger");
    public INamedTypeSymbol? LoggerMessageAttribute => Find(Name.LoggerMessageAttribute, "Microsoft.Extensions.Logging.LoggerMessageAttribute");
    public INamedTypeSymbol? HttpMessageInvoker => Find(Name.HttpMessageInvoker, "System.Net.Http.HttpMessageInvoker");
    public INamedTypeSymbol? HttpClient => Find(Name.HttpClient, "System.Net.Http.HttpClient");
    public INamedTypeSymbol? HttpMessageHandler => Find(Name.HttpMessageHandler, "System.Net.Http.HttpMessageHandler");
    public INamedTypeSymbol? DelegatingHandler => Find(Name.DelegatingHandler, "System.Net.Http.DelegatingHandler");
    public INamedTypeSymbol? HttpClientHandler => Find(Name.HttpClientHandler, "System.Net.Http.HttpClientHandler");
    public INamedTypeSymbol? SocketsHttpHandler => Find(Name.SocketsHttpHandler, "System.Net.Http.SocketsHttpHandler");
    public INamedTypeSymbol? WinHttpHandler => Find(Name.WinHttpHandler, "System.Net.Http.WinHttpHandler");
    public INamedTypeSymbol? ClientWebSocket => Find(Name.ClientWebSocket, "System.Net.WebSockets.ClientWebSocket");
    public INamedTypeSymbol? GrpcChannel => Find(Name.GrpcChannel, "Grpc.Net.Client.GrpcChannel");
    public INamedTypeSymbol? Marshal => Find(Name.Marshal, "System.Runtime.InteropServices.Marshal");
    public INamedTypeSymbol? NativeMemory => Find(Name.NativeMemory, "System.Runtime.InteropServices.NativeMemory");
    public INamedTypeSymbol? GCHandle => Find(Name.GCHandle, "System.Runtime.InteropServices.GCHandle");
    public INamedTypeSymbol? Debug => Find(Name.Debug, "System.Diagnostics.Debug");
    public INamedTypeSymbol? Trace => Find(Name.Trace, "System.Diagnostics.Trace");
    public INamedTypeSymbol? Console => Find(Name.Console, "System.Console");
    public INamedTypeSymbol? SemaphoreSlim => Find(Name.SemaphoreSlim, "System.Threading.SemaphoreSlim");
    public INamedTypeSymbol? CancellationTokenSource => Find(Name.CancellationTokenSource, "System.Threading.CancellationTokenSource");
    public INamedTypeSymbol? Timer => Find(Name.Timer, "System.Threading.Timer");
    public INamedTypeSymbol? ThreadPool => Find(Name.ThreadPool, "System.Threading.ThreadPool");
    public INamedTypeSymbol? Stream => Find(Name.Stream, "System.IO.Stream");
    public INamedTypeSymbol? TextReader => Find(Name.TextReader, "System.IO.TextReader");
    public INamedTypeSymbol? TextWriter => Find(Name.TextWriter, "System.IO.TextWriter");
    public INamedTypeSymbol? MemoryStream => Find(Name.MemoryStream, "System.IO.MemoryStream");
    public INamedTypeSymbol? StringReader => Find(Name.StringReader, "System.IO.StringReader");
    public INamedTypeSymbol? StringWriter => Find(Name.StringWriter, "System.IO.StringWriter");
    public INamedTypeSymbol? MarshalByValueComponent => Find(Name.MarshalByValueComponent, "System.ComponentModel.MarshalByValueComponent");
    public INamedTypeSymbol? CancellationToken => Find(Name.CancellationToken, "System.Threading.CancellationToken");
    public INamedTypeSymbol? AsyncFlowControl => Find(Name.AsyncFlowControl, "System.Threading.AsyncFlowControl");
    public INamedTypeSymbol? HttpContent => Find(Name.HttpContent, "System.Net.Http.HttpContent");
    public INamedTypeSymbol? HttpResponseMessage => Find(Name.HttpResponseMessage, "System.Net.Http.HttpResponseMessage");
    public INamedTypeSymbol? HttpCompletionOption => Find(Name.HttpCompletionOption, "System.Net.Http.HttpCompletionOption");
    public INamedTypeSymbol? IHostedService => Find(Name.IHostedService, "Microsoft.Extensions.Hosting.IHostedService");
    public INamedTypeSymbol? BackgroundService => Find(Name.BackgroundService, "Microsoft.Extensions.Hosting.BackgroundService");
    public INamedTypeSymbol? Lazy => Find(Name.Lazy, "System.Lazy`1");
    public INamedTypeSymbol? Enumerable => Find(Name.Enumerable, "System.Linq.Enumerable");
    public INamedTypeSymbol? Parallel => Find(Name.Parallel, "System.Threading.Tasks.Parallel");
    public INamedTypeSymbol? ListOfT => Find(Name.ListOfT, "System.Collections.Generic.List`1");
    public INamedTypeSymbol? EndpointRouteBuilderExtensions => Find(Name.EndpointRouteBuilderExtensions, "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions");

    public INamedTypeSymbol? ConcurrentDictionary => Find(Name.ConcurrentDictionary, "System.Collections.Concurrent.ConcurrentDictionary`2");
    public INamedTypeSymbol? KeyValuePair => Find(Name.KeyValuePair, "System.Collections.Generic.KeyValuePair`2");
    public INamedTypeSymbol? IObserver => Find(Name.IObserver, "System.IObserver`1");
    public INamedTypeSymbol? IObservable => Find(Name.IObservable, "System.IObservable`1");
    public INamedTypeSymbol? ObservableExtensions => Find(Name.ObservableExtensions, "System.ObservableExtensions");
    public INamedTypeSymbol? IContainer => Find(Name.IContainer, "System.ComponentModel.IContainer");
    public INamedTypeSymbol? IServiceProvider => Find(Name.IServiceProvider, "System.IServiceProvider");
    public INamedTypeSymbol? IKeyedServiceProvider => Find(Name.IKeyedServiceProvider, "Microsoft.Extensions.DependencyInjection.IKeyedServiceProvider");
    public INamedTypeSymbol? ServiceDescriptor => Find(Name.ServiceDescriptor, "Microsoft.Extensions.DependencyInjection.ServiceDescriptor");
    public INamedTypeSymbol? ServiceCollectionServiceExtensions => Find(Name.ServiceCollectionServiceExtensions, "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions");
    public INamedTypeSymbol? ServiceCollectionDescriptorExtensions => Find(Name.ServiceCollectionDescriptorExtensions, "Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions");
    public INamedTypeSymbol? ServiceProviderServiceExtensions => Find(Name.ServiceProviderServiceExtensions, "Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions");
    public INamedTypeSymbol? ServiceProviderKeyedServiceExtensions => Find(Name.ServiceProviderKeyedServiceExtensions, "Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions");

    /// <summary>Every type of this metadata name: one for each assembly that declares it. For names that a user writes.</summary>
    public static ImmutableArray<INamedTypeSymbol> Named(Compilation compilation, string metadataName)
    {
#pragma warning disable RS0030 // As above.
        return compilation.GetTypesByMetadataName(metadataName);
#pragma warning restore RS0030
    }

    /// <summary>Finds the types, or returns null when the compilation has none that a rule could speak of.</summary>
    public static KnownTypes? TryCreate(Compilation compilation)
    {
        var types = new KnownTypes(compilation);
        return types.IDisposable is null && types.IAsyncDisposable is null && types.Task is null ? null : types;
    }

    /// <summary>A name is looked up in every reference, which takes long: only when it is asked for, and once.</summary>
    private INamedTypeSymbol? Find(Name name, string metadataName)
    {
        // Two threads may both look a type up; they find the same.
#pragma warning disable RS0030 // The one place that looks types up by name.
        return (_resolved[(int)name] ??= new Resolved(_compilation.GetTypeByMetadataName(metadataName))).Type;
#pragma warning restore RS0030
    }

    private sealed class Resolved
    {
        public Resolved(INamedTypeSymbol? type)
        {
            Type = type;
        }

        public INamedTypeSymbol? Type { get; }
    }

    private enum Name
    {
        IDisposable,
        IAsyncDisposable,
        ConfiguredAsyncDisposable,
        IAsyncEnumerable,
        IAsyncEnumerator,
        GC,
        Environment,
        DoesNotReturnAttribute,
        TimeSpan,
        Task,
        TaskOfT,
        ValueTask,
        ValueTaskOfT,
        TaskFactory,
        TaskFactoryOfT,
        TaskCompletionSource,
        TaskCompletionSourceOfT,
        Interlocked,
        Volatile,
        INotifyCompletion,
        ObjectDisposedException,
        LibraryImportAttribute,
        XunitFactAttribute,
        XunitAssert,
        NUnitAssert,
        MSTestAssert,
        NUnitTearDownAttribute,
        NUnitOneTimeTearDownAttribute,
        NUnitSetUpAttribute,
        NUnitTestAttribute,
        NUnitTestCaseAttribute,
        NUnitTestFixtureAttribute,
        NUnitFixtureLifeCycleAttribute,
        MSTestTestClassAttribute,
        MSTestTestCleanupAttribute,
        ILogger,
        LoggerMessageAttribute,
        HttpMessageInvoker,
        HttpClient,
        HttpMessageHandler,
        DelegatingHandler,
        HttpClientHandler,
        SocketsHttpHandler,
        WinHttpHandler,
        ClientWebSocket,
        GrpcChannel,
        Marshal,
        NativeMemory,
        GCHandle,
        Debug,
        Trace,
        Console,
        SemaphoreSlim,
        CancellationTokenSource,
        Timer,
        ThreadPool,
        Stream,
        TextReader,
        TextWriter,
        MemoryStream,
        StringReader,
        StringWriter,
        MarshalByValueComponent,
        CancellationToken,
        AsyncFlowControl,
        HttpContent,
        HttpResponseMessage,
        HttpCompletionOption,
        IHostedService,
        BackgroundService,
        Lazy,
        Enumerable,
        Parallel,
        ListOfT,
        EndpointRouteBuilderExtensions,
        ConcurrentDictionary,
        KeyValuePair,
        IObserver,
        IObservable,
        ObservableExtensions,
        IContainer,
        IServiceProvider,
        IKeyedServiceProvider,
        ServiceDescriptor,
        ServiceCollectionServiceExtensions,
        ServiceCollectionDescriptorExtensions,
        ServiceProviderServiceExtensions,
        ServiceProviderKeyedServiceExtensions,
        Count,
    }
}
