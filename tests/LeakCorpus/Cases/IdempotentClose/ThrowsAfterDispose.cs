// source: picoe/Eto#1301
// rule: LIFE208
// verdict: silent
// The repair: the control itself says that it is disposed, in a helper that all members call.

public sealed class CheckedDrawable : IDisposable
{
    private readonly Stream _handler = File.OpenRead("handler");
    private bool _isDisposed;

    public int Width()
    {
        ThrowIfDisposed();
        return _handler.ReadByte();
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _handler.Dispose();
    }

    private void ThrowIfDisposed()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
    }
}
