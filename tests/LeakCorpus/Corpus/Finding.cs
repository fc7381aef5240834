namespace LeakCorpus.Corpus;

/// <summary>A diagnostic as the corpus speaks of it.</summary>
internal readonly record struct Finding(int Line, string Id) : IComparable<Finding>
{
    public int CompareTo(Finding other)
    {
        return Line != other.Line ? Line.CompareTo(other.Line) : string.CompareOrdinal(Id, other.Id);
    }

    public override string ToString()
    {
        return $"line {Line}: {Id}";
    }
}
