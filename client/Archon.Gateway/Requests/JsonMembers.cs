using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Requests;

/// <summary>Compares a JSON object with the message it should become, member by member, so that a refusal can name the one that is wrong.</summary>
internal static class JsonMembers
{
    /// <summary>The refusal for the first member that is wrong; null when the object can become the message.</summary>
    public static IResult? FindWrong(JsonElement body, JsonTypeInfo message) => FindWrong(body, message, "");

    private static IResult? FindWrong(JsonElement body, JsonTypeInfo message, string path)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Problem.Invalid(field: null, $"The body is {Kind(body)}. Send a JSON object.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in body.EnumerateObject())
        {
            // Names are compared as the serializer will compare them: without case.
            var member = message.Properties.FirstOrDefault(known => known.Name.Equals(given.Name, StringComparison.OrdinalIgnoreCase));
            if (member is null)
            {
                return Problem.Invalid(path + given.Name, $"The member \"{path}{given.Name}\" is unknown. Known are {string.Join(", ", message.Properties.Select(known => known.Name))}.");
            }

            var name = path + member.Name;
            if (!seen.Add(member.Name))
            {
                return Problem.Invalid(name, $"The member \"{name}\" is given twice. Give it once.");
            }

            if (!Fits(given.Value, member))
            {
                return Problem.Invalid(name, $"The member \"{name}\" is {Kind(given.Value)}. It must be {Expected(member)}.");
            }

            if (given.Value.ValueKind == JsonValueKind.Array && Item(member) is { } item)
            {
                var at = 0;
                foreach (var element in given.Value.EnumerateArray())
                {
                    if (FindWrong(element, item, $"{name}[{at++}].") is { } wrongItem)
                    {
                        return wrongItem;
                    }
                }
            }

            if (given.Value.ValueKind == JsonValueKind.Object && !IsMap(member) && FindWrong(given.Value, Inner(member), $"{name}.") is { } wrong)
            {
                return wrong;
            }
        }

        return message.Properties.FirstOrDefault(member => member.IsRequired && !seen.Contains(member.Name)) is { } missing
            ? Problem.Invalid(path + missing.Name, $"The member \"{path}{missing.Name}\" is missing. It must be {Expected(missing)}.")
            : null;
    }

    private static bool Fits(JsonElement value, JsonPropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return value.ValueKind switch
        {
            JsonValueKind.Null => member.IsSetNullable && (!member.PropertyType.IsValueType || type != member.PropertyType),
            JsonValueKind.String => type == typeof(string),
            JsonValueKind.True or JsonValueKind.False => type == typeof(bool),
            JsonValueKind.Number => type == typeof(int) && value.TryGetInt32(out _),
            JsonValueKind.Array => (type == typeof(ImmutableArray<string>) && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
                || (Item(member) is not null && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)),
            JsonValueKind.Object => IsMap(member)
                ? value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String)
                : Inner(member).Kind == JsonTypeInfoKind.Object,
            _ => false,
        };
    }

    private static bool IsMap(JsonPropertyInfo member) => member.PropertyType == typeof(ImmutableDictionary<string, string>);

    /// <summary>What an array of objects holds; null for any other member.</summary>
    private static JsonTypeInfo? Item(JsonPropertyInfo member) =>
        member.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && type.GetGenericArguments()[0] is var item && item != typeof(string)
            ? member.Options.GetTypeInfo(item)
            : null;

    private static JsonTypeInfo Inner(JsonPropertyInfo member) => member.Options.GetTypeInfo(member.PropertyType);

    private static string Expected(JsonPropertyInfo member) => (Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType) switch
    {
        var type when type == typeof(string) => "a string",
        var type when type == typeof(int) => $"a whole number{Bounds(member)}",
        var type when type == typeof(bool) => "true or false",
        var type when type == typeof(ImmutableArray<string>) => "an array of strings",
        _ when Item(member) is not null => "an array of objects",
        _ when IsMap(member) => "an object of strings",
        _ => "an object",
    };

    private static string Bounds(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(RangeAttribute), inherit: true) is [RangeAttribute { Minimum: int least, Maximum: int most }]
            ? FormattableString.Invariant($" from {least:N0} to {most:N0}")
            : "";

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a string",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Number => value.TryGetInt32(out _) ? "a number" : $"the number {value.GetRawText()[..Math.Min(40, value.GetRawText().Length)]}",
        JsonValueKind.Array => value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? "an array" : "an array with something else than strings",
        _ => "an object",
    };
}
