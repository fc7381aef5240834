using System.Globalization;
using System.Text.RegularExpressions;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>A message is one sentence without a full stop that names the thing it speaks of.</summary>
public sealed partial class MessageConventionTests
{
    [Fact]
    public void Messages_name_things_and_are_one_sentence()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.All)
        {
            var message = rule.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
            problems.Unless(message.Contains("{0}", StringComparison.Ordinal), $"{rule}: the message names nothing");
            problems.Unless(Places().Matches(message).Select(place => place.Value).Distinct().Count() == HighestPlace(message) + 1, $"{rule}: the message leaves a place out");
            problems.Unless(!message.EndsWith('.'), $"{rule}: the message ends with a full stop");
            problems.Unless(!message.Contains(". ", StringComparison.Ordinal) && !message.Contains('\n'), $"{rule}: the message is more than one sentence");
            problems.Unless(message.Trim() == message, $"{rule}: white space around the message");
        }

        problems.AssertNone();
    }

    [Fact]
    public void Titles_have_no_full_stop_and_descriptions_do()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.All)
        {
            var title = rule.Descriptor.Title.ToString(CultureInfo.InvariantCulture);
            var description = rule.Descriptor.Description.ToString(CultureInfo.InvariantCulture);
            problems.Unless(title.Length > 0 && !title.EndsWith('.'), $"{rule}: title '{title}'");
            problems.Unless(description.EndsWith('.'), $"{rule}: description '{description}'");
            problems.Unless(char.IsUpper(title[0]), $"{rule}: the title begins small");
        }

        Assert.Equal(ShippedRule.All.Count, ShippedRule.All.Select(rule => rule.Descriptor.Title.ToString(CultureInfo.InvariantCulture)).Distinct().Count());
        problems.AssertNone();
    }

    private static int HighestPlace(string message)
    {
        return Places().Matches(message).Select(place => int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();
    }

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Places();
}
