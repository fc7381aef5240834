using System.Diagnostics;
using System.Text;

namespace EndToEnd.Tests.Testing;

/// <summary>Runs the dotnet command as a user's shell would.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // What `dotnet test` leaves in the environment for its own MSBuild, and a child must not inherit.
    private static readonly string[] Inherited = ["MSBUILD", "VSTEST", "DOTNET_CLI_CONTEXT", "DOTNET_HOST_PATH", "COREHOST"];

    public static async Task<CommandResult> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsInherited).ToArray())
            start.Environment.Remove(name);

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end:\n{output}");
        }

        return new CommandResult(process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
                output.Append(line).Append('\n');
        }
    }

    private static bool IsInherited(string name)
    {
        return Inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What a command said, and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public CommandResult MustSucceed()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}
