// source: apexcharts/Blazor-ApexCharts#664
// rule: LIFE401
// verdict: report
// The clean-up is queued and nobody learns that it failed.

public sealed class Chart(Func<Task> destroy) : IDisposable
{
    public void Dispose()
    {
        _ = destroy(); // expect: LIFE401
    }
}
