// source: microsoft/OpenAPI.NET#530
// rule: LIFE315
// verdict: report
// The reader closes a stream that its caller gave it and goes on using.

public static class DescriptionReader
{
    public static string Read(Stream input)
    {
        using (input) // expect: LIFE315
        {
            return input.CanRead ? input.ReadByte().ToString() : "";
        }
    }
}
