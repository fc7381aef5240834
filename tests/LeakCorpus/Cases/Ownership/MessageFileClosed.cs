// source: Sicos1977/MSGReader#409
// rule: LIFE313
// verdict: silent
// The repaired form: the stream has a name and is closed by it.

public static class ClosedMessageFile
{
    public static int Load(FileInfo file)
    {
        using var stream = file.OpenRead();
        return Load(stream);
    }

    public static int Load(Stream stream)
    {
        return stream.ReadByte();
    }
}
