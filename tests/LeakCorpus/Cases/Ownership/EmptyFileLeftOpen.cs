// source: KnossosNET/Knossos.NET#384
// rule: LIFE312
// verdict: report
// The early return for an empty file leaves it open.

public static class HashedFile
{
    public static int Hash(string path)
    {
        var file = File.OpenRead(path); // expect: LIFE312
        if (file.Length == 0)
            return 0;

        var hash = file.ReadByte();
        file.Dispose();
        return hash;
    }
}
