using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// The types of the framework that the rules speak of, resolved once for a compilation. A null member means that the
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

    private KnownTypes(Compilation compilation)
    {
        INamedTypeSymbol? Find(string metadataName)
        {
#pragma warning disable RS0030 // The one place that looks types up by name.
            return compilation.GetTypeByMetadataName(metadataName);
#pragma warning restore RS0030
        }

        IDisposable = Find("System.IDisposable");
        IAsyncDisposable = Find("System.IAsyncDisposable");
        ConfiguredAsyncDisposable = Find("System.Runtime.CompilerServices.ConfiguredAsyncDisposable");
        IAsyncEnumerable = Find("System.Collections.Generic.IAsyncEnumerable`1");
        IAsyncEnumerator = Find("System.Collections.Generic.IAsyncEnumerator`1");
        GC = Find("System.GC");
        Environment = Find("System.Environment");
        DoesNotReturnAttribute = Find("System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute");
        TimeSpan = Find("System.TimeSpan");
        Task = Find("System.Threading.Tasks.Task");
        TaskOfT = Find("System.Threading.Tasks.Task`1");
        ValueTask = Find("System.Threading.Tasks.ValueTask");
        ValueTaskOfT = Find("System.Threading.Tasks.ValueTask`1");
        TaskFactory = Find("System.Threading.Tasks.TaskFactory");
        TaskFactoryOfT = Find("System.Threading.Tasks.TaskFactory`1");
        TaskCompletionSource = Find("System.Threading.Tasks.TaskCompletionSource");
        TaskCompletionSourceOfT = Find("System.Threading.Tasks.TaskCompletionSource`1");
        Interlocked = Find("System.Threading.Interlocked");
        Volatile = Find("System.Threading.Volatile");
        INotifyCompletion = Find("System.Runtime.CompilerServices.INotifyCompletion");
        ObjectDisposedException = Find("System.ObjectDisposedException");
        LibraryImportAttribute = Find("System.Runtime.InteropServices.LibraryImportAttribute");
        XunitFactAttribute = Find("Xunit.FactAttribute");
        XunitAssert = Find("Xunit.Assert");
        NUnitAssert = Find("NUnit.Framework.Assert");
        MSTestAssert = Find("Microsoft.VisualStudio.TestTools.UnitTesting.Assert");
        TestMarks = ImmutableArray.CreateRange(TestMarkNames.SelectMany(name => Named(compilation, name)));
        NUnitTearDownAttribute = Find("NUnit.Framework.TearDownAttribute");
        NUnitOneTimeTearDownAttribute = Find("NUnit.Framework.OneTimeTearDownAttribute");
        NUnitSetUpAttribute = Find("NUnit.Framework.SetUpAttribute");
        NUnitTestAttribute = Find("NUnit.Framework.TestAttribute");
        NUnitTestCaseAttribute = Find("NUnit.Framework.TestCaseAttribute");
        NUnitTestFixtureAttribute = Find("NUnit.Framework.TestFixtureAttribute");
        NUnitFixtureLifeCycleAttribute = Find("NUnit.Framework.FixtureLifeCycleAttribute");
        MSTestTestClassAttribute = Find("Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute");
        MSTestTestCleanupAttribute = Find("Microsoft.VisualStudio.TestTools.UnitTesting.TestCleanupAttribute");
        ILogger = Find("Microsoft.Extensions.Logging.ILogger");
        LoggerMessageAttribute = Find("Microsoft.Extensions.Logging.LoggerMessageAttribute");
        HttpMessageInvoker = Find("System.Net.Http.HttpMessageInvoker");
        HttpClient = Find("System.Net.Http.HttpClient");
        HttpMessageHandler = Find("System.Net.Http.HttpMessageHandler");
        DelegatingHandler = Find("System.Net.Http.DelegatingHandler");
        HttpClientHandler = Find("System.Net.Http.HttpClientHandler");
        SocketsHttpHandler = Find("System.Net.Http.SocketsHttpHandler");
        WinHttpHandler = Find("System.Net.Http.WinHttpHandler");
        ClientWebSocket = Find("System.Net.WebSockets.ClientWebSocket");
        GrpcChannel = Find("Grpc.Net.Client.GrpcChannel");
        Marshal = Find("System.Runtime.InteropServices.Marshal");
        NativeMemory = Find("System.Runtime.InteropServices.NativeMemory");
        GCHandle = Find("System.Runtime.InteropServices.GCHandle");
        Debug = Find("System.Diagnostics.Debug");
        Trace = Find("System.Diagnostics.Trace");
        Console = Find("System.Console");
        SemaphoreSlim = Find("System.Threading.SemaphoreSlim");
        CancellationTokenSource = Find("System.Threading.CancellationTokenSource");
        Timer = Find("System.Threading.Timer");
        ThreadPool = Find("System.Threading.ThreadPool");
        Stream = Find("System.IO.Stream");
        TextReader = Find("System.IO.TextReader");
        TextWriter = Find("System.IO.TextWriter");
        MemoryStream = Find("System.IO.MemoryStream");
        StringReader = Find("System.IO.StringReader");
        StringWriter = Find("System.IO.StringWriter");
        MarshalByValueComponent = Find("System.ComponentModel.MarshalByValueComponent");
        CancellationToken = Find("System.Threading.CancellationToken");
        AsyncFlowControl = Find("System.Threading.AsyncFlowControl");
        HttpContent = Find("System.Net.Http.HttpContent");
        HttpResponseMessage = Find("System.Net.Http.HttpResponseMessage");
        HttpCompletionOption = Find("System.Net.Http.HttpCompletionOption");
        IHostedService = Find("Microsoft.Extensions.Hosting.IHostedService");
        BackgroundService = Find("Microsoft.Extensions.Hosting.BackgroundService");
        Lazy = Find("System.Lazy`1");
        Enumerable = Find("System.Linq.Enumerable");
        Parallel = Find("System.Threading.Tasks.Parallel");
        ListOfT = Find("System.Collections.Generic.List`1");
        EndpointRouteBuilderExtensions = Find("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions");
        ConcurrentDictionary = Find("System.Collections.Concurrent.ConcurrentDictionary`2");
        KeyValuePair = Find("System.Collections.Generic.KeyValuePair`2");
        IObserver = Find("System.IObserver`1");
        IObservable = Find("System.IObservable`1");
        ObservableExtensions = Find("System.ObservableExtensions");
        IContainer = Find("System.ComponentModel.IContainer");
        IServiceProvider = Find("System.IServiceProvider");
        IKeyedServiceProvider = Find("Microsoft.Extensions.DependencyInjection.IKeyedServiceProvider");
        ServiceDescriptor = Find("Microsoft.Extensions.DependencyInjection.ServiceDescriptor");
        ServiceCollectionServiceExtensions = Find("Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions");
        ServiceCollectionDescriptorExtensions = Find("Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions");
        ServiceProviderServiceExtensions = Find("Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions");
        ServiceProviderKeyedServiceExtensions = Find("Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions");
    }

    public INamedTypeSymbol? IDisposable { get; }
    public INamedTypeSymbol? IAsyncDisposable { get; }
    public INamedTypeSymbol? ConfiguredAsyncDisposable { get; }
    public INamedTypeSymbol? IAsyncEnumerable { get; }
    public INamedTypeSymbol? IAsyncEnumerator { get; }
    public INamedTypeSymbol? GC { get; }
    public INamedTypeSymbol? Environment { get; }
    public INamedTypeSymbol? DoesNotReturnAttribute { get; }
    public INamedTypeSymbol? TimeSpan { get; }
    public INamedTypeSymbol? Task { get; }
    public INamedTypeSymbol? TaskOfT { get; }
    public INamedTypeSymbol? ValueTask { get; }
    public INamedTypeSymbol? ValueTaskOfT { get; }
    public INamedTypeSymbol? TaskFactory { get; }
    public INamedTypeSymbol? TaskFactoryOfT { get; }
    public INamedTypeSymbol? TaskCompletionSource { get; }
    public INamedTypeSymbol? TaskCompletionSourceOfT { get; }
    public INamedTypeSymbol? Interlocked { get; }
    public INamedTypeSymbol? Volatile { get; }
    public INamedTypeSymbol? INotifyCompletion { get; }
    public INamedTypeSymbol? ObjectDisposedException { get; }
    public INamedTypeSymbol? LibraryImportAttribute { get; }
    public INamedTypeSymbol? XunitFactAttribute { get; }
    public INamedTypeSymbol? XunitAssert { get; }
    public INamedTypeSymbol? NUnitAssert { get; }
    public INamedTypeSymbol? MSTestAssert { get; }

    /// <summary>What marks tests, classes of tests and fixtures: attributes and an interface, of every version that is referenced.</summary>
    public ImmutableArray<INamedTypeSymbol> TestMarks { get; }

    public INamedTypeSymbol? NUnitTearDownAttribute { get; }
    public INamedTypeSymbol? NUnitOneTimeTearDownAttribute { get; }
    public INamedTypeSymbol? NUnitSetUpAttribute { get; }

    public INamedTypeSymbol? NUnitTestAttribute { get; }
    public INamedTypeSymbol? NUnitTestCaseAttribute { get; }
    public INamedTypeSymbol? NUnitTestFixtureAttribute { get; }
    public INamedTypeSymbol? NUnitFixtureLifeCycleAttribute { get; }
    public INamedTypeSymbol? MSTestTestClassAttribute { get; }

    public INamedTypeSymbol? MSTestTestCleanupAttribute { get; }
    public INamedTypeSymbol? ILogger { get; }
    public INamedTypeSymbol? LoggerMessageAttribute { get; }
    public INamedTypeSymbol? HttpMessageInvoker { get; }
    public INamedTypeSymbol? HttpClient { get; }
    public INamedTypeSymbol? HttpMessageHandler { get; }
    public INamedTypeSymbol? DelegatingHandler { get; }
    public INamedTypeSymbol? HttpClientHandler { get; }
    public INamedTypeSymbol? SocketsHttpHandler { get; }
    public INamedTypeSymbol? WinHttpHandler { get; }
    public INamedTypeSymbol? ClientWebSocket { get; }
    public INamedTypeSymbol? GrpcChannel { get; }
    public INamedTypeSymbol? Marshal { get; }
    public INamedTypeSymbol? NativeMemory { get; }
    public INamedTypeSymbol? GCHandle { get; }
    public INamedTypeSymbol? Debug { get; }
    public INamedTypeSymbol? Trace { get; }
    public INamedTypeSymbol? Console { get; }
    public INamedTypeSymbol? SemaphoreSlim { get; }
    public INamedTypeSymbol? CancellationTokenSource { get; }
    public INamedTypeSymbol? Timer { get; }
    public INamedTypeSymbol? ThreadPool { get; }
    public INamedTypeSymbol? Stream { get; }
    public INamedTypeSymbol? TextReader { get; }
    public INamedTypeSymbol? TextWriter { get; }
    public INamedTypeSymbol? MemoryStream { get; }
    public INamedTypeSymbol? StringReader { get; }
    public INamedTypeSymbol? StringWriter { get; }
    public INamedTypeSymbol? MarshalByValueComponent { get; }
    public INamedTypeSymbol? CancellationToken { get; }
    public INamedTypeSymbol? AsyncFlowControl { get; }
    public INamedTypeSymbol? HttpContent { get; }
    public INamedTypeSymbol? HttpResponseMessage { get; }
    public INamedTypeSymbol? HttpCompletionOption { get; }
    public INamedTypeSymbol? IHostedService { get; }
    public INamedTypeSymbol? BackgroundService { get; }
    public INamedTypeSymbol? Lazy { get; }
    public INamedTypeSymbol? Enumerable { get; }
    public INamedTypeSymbol? Parallel { get; }
    public INamedTypeSymbol? ListOfT { get; }
    public INamedTypeSymbol? EndpointRouteBuilderExtensions { get; }

    public INamedTypeSymbol? ConcurrentDictionary { get; }
    public INamedTypeSymbol? KeyValuePair { get; }
    public INamedTypeSymbol? IObserver { get; }
    public INamedTypeSymbol? IObservable { get; }
    public INamedTypeSymbol? ObservableExtensions { get; }
    public INamedTypeSymbol? IContainer { get; }
    public INamedTypeSymbol? IServiceProvider { get; }
    public INamedTypeSymbol? IKeyedServiceProvider { get; }
    public INamedTypeSymbol? ServiceDescriptor { get; }
    public INamedTypeSymbol? ServiceCollectionServiceExtensions { get; }
    public INamedTypeSymbol? ServiceCollectionDescriptorExtensions { get; }
    public INamedTypeSymbol? ServiceProviderServiceExtensions { get; }
    public INamedTypeSymbol? ServiceProviderKeyedServiceExtensions { get; }

    /// <summary>Every type of this metadata name: one for each assembly that declares it. For names that a user writes.</summary>
    public static ImmutableArray<INamedTypeSymbol> Named(Compilation compilation, string metadataName)
    {
#pragma warning disable RS0030 // As above.
        return compilation.GetTypesByMetadataName(metadataName);
#pragma warning restore RS0030
    }

    /// <summary>Resolves the types, or returns null when the compilation has none that a rule could speak of.</summary>
    public static KnownTypes? TryCreate(Compilation compilation)
    {
        var types = new KnownTypes(compilation);
        return types.IDisposable is null && types.IAsyncDisposable is null && types.Task is null ? null : types;
    }
}
