// source: jibedoubleve/lanceur#39
// rule: LIFE312
// verdict: report
// The handle of the process stays until the collector comes.

using System.Diagnostics;

public static class Launcher
{
    public static void Run(string file)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(file) }; // expect: LIFE312
        process.Start();
    }
}
