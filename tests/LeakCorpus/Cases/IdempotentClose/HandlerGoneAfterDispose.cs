// source: picoe/Eto#1301
// rule: LIFE208
// verdict: report
// After the close the handler is gone, and whoever still calls gets an error about the inside of the control.

public sealed class Drawable : IDisposable
{
    private readonly Stream _handler = File.OpenRead("handler");
    private bool _isDisposed;

    public int Width() // expect: LIFE208
    {
        return _handler.ReadByte();
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _handler.Dispose();
    }
}
