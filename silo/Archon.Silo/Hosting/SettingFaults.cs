using System.Text.RegularExpressions;
using Archon.Embeddings;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>
/// What is wrong with a setting, in a sentence that names it as people write it: its key in <c>appsettings.json</c> and its name in the environment.
/// </summary>
internal static partial class SettingFaults
{
    private static readonly Dictionary<Type, string> Sections = NodeSection.All.ToDictionary(section => section.Type, section => section.Key);

    /// <summary>The sentences; null when the exception is about something else.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException options => string.Join(" ", options.Failures.Select(failure => WithVariable(Explain(options.OptionsType, failure)))),
        InvalidOperationException when Conversion().Match(exception.Message) is { Success: true } match =>
            WithVariable($"{match.Groups["key"]} is '{match.Groups["value"]}'; it must be {Wanted(match.Groups["type"].Value)}."),

        // Several options at once.
        AggregateException { InnerExceptions: var several } when several.Select(Explain).ToArray() is var all && Array.TrueForAll(all, one => one is not null) =>
            string.Join(" ", all),
        _ => null,
    };

    // "SiloPort: The field OrleansSettings.SiloPort must be between 0 and 65535." Our own sentences begin with the key.
    private static string Explain(Type options, string failure)
    {
        var match = Attribute().Match(failure);
        return IdleZeros().Replace(
            match.Success && Sections.TryGetValue(options, out var section)
                ? $"{section}:{match.Groups["path"].Value.Replace('.', ':')} {match.Groups["rest"]}"
                : Member().Replace(failure, ""),
            "");
    }

    /// <summary>A setting's name in the environment.</summary>
    public static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();

    private static string WithVariable(string sentence) => Key().Match(sentence) is { Success: true } key
        ? $"{sentence} In the environment it is {Variable(key.Value)}."
        : sentence;

    private static string Wanted(string type) => type switch
    {
        _ when type.Contains("System.Int", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("System.Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("System.TimeSpan", StringComparison.Ordinal) => "a time, hours, minutes and seconds, such as 00:00:30",
        _ when type.Contains("System.Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("System.Uri", StringComparison.Ordinal) => "an address such as https://example.org/",
        _ when type.EndsWith(nameof(OnnxPooling), StringComparison.Ordinal) => "one of Auto, Mean and Cls",
        _ when type.EndsWith(nameof(EmbeddingTokenizer), StringComparison.Ordinal) => "one of Auto, Cl100kBase, O200kBase and Estimate",
        _ => $"something else ({type})",
    };

    [GeneratedRegex(@"^(?:[\w., ]+: )?The (?:field )?\w+\.(?<path>[\w.]+)(?: field)? (?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\w+: (?=Archon:)")]
    private static partial Regex Member();

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Conversion();

    // 00:00:00.1000000 is how .NET writes a tenth of a second.
    [GeneratedRegex(@"(?<=\d\d:\d\d\.\d+)0+\b")]
    private static partial Regex IdleZeros();

    [GeneratedRegex(@"^Archon(?::\w+)+")]
    private static partial Regex Key();
}
