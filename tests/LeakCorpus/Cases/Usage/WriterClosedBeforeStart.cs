// source: CnCNet/xna-cncnet-client#510
// rule: LIFE505
// verdict: silent
// The settings have to be in the file before the game is started: the writer is closed by hand, its using is for failures.

public static class Launcher
{
    public static void Launch(string settings, string game)
    {
        using var writer = new StreamWriter(settings);
        writer.WriteLine("Scenario=1");
        writer.Dispose();
        System.Diagnostics.Process.Start(game)?.Dispose();
    }
}
