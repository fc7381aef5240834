// source: oleg-st/ZstdSharp#8
// rule: LIFE205
// verdict: report
// A stream gives its buffer back to the shared pool each time it is disposed, so that two renters get one array.

public sealed class InflatingStream : MemoryStream
{
    private readonly byte[] _input = System.Buffers.ArrayPool<byte>.Shared.Rent(4096);

    public int BufferSize => _input.Length;

    protected override void Dispose(bool disposing) // expect: LIFE205
    {
        System.Buffers.ArrayPool<byte>.Shared.Return(_input);
        base.Dispose(disposing);
    }
}
