// source: Sicos1977/MSGReader#409
// rule: LIFE313
// verdict: report
// The stream is opened as an argument of a method that only reads it.

public static class MessageFile
{
    public static int Load(FileInfo file)
    {
        return Load(file.OpenRead()); // expect: LIFE313
    }

    public static int Load(Stream stream)
    {
        return stream.ReadByte();
    }
}
