// source: justcoding121/titanium-web-proxy#902
// rule: LIFE104
// verdict: report
// The finalizer hands a buffer back that others of its graph may still write to.

using System.Buffers;

public sealed class ProxyBuffer : IDisposable
{
    private readonly FileStream _spill;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private bool _closed;

    public ProxyBuffer(string path)
    {
        _spill = File.OpenWrite(path);
    }

    ~ProxyBuffer()
    {
        if (_closed)
            return;

        _spill.Write(_buffer, 0, 16); // expect: LIFE104
    }

    public void Dispose()
    {
        if (_closed)
            return;

        _closed = true;
        ArrayPool<byte>.Shared.Return(_buffer);
        _spill.Dispose();
        GC.SuppressFinalize(this);
    }
}
