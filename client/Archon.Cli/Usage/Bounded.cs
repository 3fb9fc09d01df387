using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Archon.Cli.Usage;

/// <summary>Options whose value is checked before anything starts, with the bounds in the sentence.</summary>
internal static class Bounded
{
    public static Option<int> Number(string name, string description, int defaultValue, int minimum, int maximum) => new(name)
    {
        Description = $"{description}, {Text(minimum)} to {Text(maximum)}",
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(result, name, minimum, maximum),
    };

    public static Option<string> OneOf(string name, string description, string helpName, string defaultValue, params string[] values)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}: {string.Join(", ", values)}",
            HelpName = helpName,
            DefaultValueFactory = _ => defaultValue,
        };
        option.Validators.Add(result => CheckOneOf(result, name, values));
        return option;
    }

    public static void CheckOneOf(OptionResult result, string name, string[] values)
    {
        if (result.Tokens is [var token] && !values.Contains(token.Value, StringComparer.Ordinal))
        {
            var nearest = Suggestion.Nearest(token.Value, values) is { } near ? $"; did you mean {near} ?" : ".";
            result.AddError($"{name} is one of {string.Join(", ", values)}, and '{token.Value}' is none of them{nearest}");
        }
    }

    private static int Parse(ArgumentResult result, string name, int minimum, int maximum)
    {
        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        result.AddError($"{name} is a whole number from {Text(minimum)} to {Text(maximum)}, not '{text}'.");
        return 0;
    }

    private static string Text(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
