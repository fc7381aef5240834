// source: oleg-st/ZstdSharp#8
// rule: LIFE205
// verdict: silent
// The repaired form: who finds the buffer takes it away, and gives it back.

public sealed class CarefulInflatingStream : MemoryStream
{
    private byte[]? _input = System.Buffers.ArrayPool<byte>.Shared.Rent(4096);

    public int BufferSize => _input?.Length ?? 0;

    protected override void Dispose(bool disposing)
    {
        if (_input is { } input)
        {
            _input = null;
            System.Buffers.ArrayPool<byte>.Shared.Return(input);
        }

        base.Dispose(disposing);
    }
}
