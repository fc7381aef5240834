// source: yellowfeather/DbfDataReader#282
// rule: LIFE315
// verdict: silent
// The repaired form: the caller says whether the stream is to stay open.

public sealed class LeavingTableFile : IDisposable
{
    private readonly Stream _data;
    private readonly bool _leaveOpen;

    public LeavingTableFile(Stream data, bool leaveOpen = false)
    {
        _data = data;
        _leaveOpen = leaveOpen;
    }

    public void Dispose()
    {
        if (!_leaveOpen)
            _data.Dispose();
    }
}
