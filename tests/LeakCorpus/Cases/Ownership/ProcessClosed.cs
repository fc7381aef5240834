// source: aelassas/servy#226
// rule: LIFE312
// verdict: silent
// The repaired form: the handle is closed, the process goes on.

using System.Diagnostics;

public static class ClosingLauncher
{
    public static void Run(string file)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(file) };
        process.Start();
    }
}
