namespace PeerComparison;

/// <summary>How a tool answered a set of cases.</summary>
internal readonly record struct Score(int Found, int Missed, int FalseAlarms, int Silent)
{
    public static Score operator +(Score left, Score right)
    {
        return new Score(left.Found + right.Found, left.Missed + right.Missed, left.FalseAlarms + right.FalseAlarms, left.Silent + right.Silent);
    }

    public static Score Of(bool mustReport, bool told)
    {
        return (mustReport, told) switch
        {
            (true, true) => new Score(1, 0, 0, 0),
            (true, false) => new Score(0, 1, 0, 0),
            (false, true) => new Score(0, 0, 1, 0),
            (false, false) => new Score(0, 0, 0, 1),
        };
    }

    /// <summary>Recall and precision, each as the fraction that it is.</summary>
    public override string ToString()
    {
        return $"{Found}/{Found + Missed} · {Found}/{Found + FalseAlarms}";
    }
}
