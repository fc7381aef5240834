namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>The steps that the simulations of one member may take together; with none left, nothing is known.</summary>
internal sealed class SimulationBudget
{
    private int _steps;

    public SimulationBudget(int steps)
    {
        _steps = steps;
    }

    public bool IsExhausted => _steps <= 0;

    public bool Spend(int steps = 1)
    {
        _steps -= steps;
        return _steps > 0;
    }

    public void Exhaust()
    {
        _steps = 0;
    }
}
