// source: yellowfeather/DbfDataReader#282
// rule: LIFE315
// verdict: report
// The table closes a stream that its caller gave it, and there is no way to ask it not to.

public sealed class DataTableFile : IDisposable
{
    private readonly Stream _data;

    public DataTableFile(Stream data)
    {
        _data = data;
    }

    public int First()
    {
        return _data.ReadByte();
    }

    public void Dispose()
    {
        _data.Dispose(); // expect: LIFE315
    }
}
