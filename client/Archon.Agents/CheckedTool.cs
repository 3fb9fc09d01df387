using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Agents;

/// <summary>
/// Looks at a call's arguments before the tool does: the protocol's library answers a missing or mistyped one with "an error occurred", from which no
/// assistant learns.
/// </summary>
internal sealed class CheckedTool(McpServerTool tool) : DelegatingMcpServerTool(tool)
{
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        Complaint(request.Params?.Arguments) is { } complaint ? AgentAnswer.Wrong(complaint) : await base.InvokeAsync(request, cancellationToken);

    private string? Complaint(IDictionary<string, JsonElement>? arguments)
    {
        var given = arguments ?? new Dictionary<string, JsonElement>();
        var schema = ProtocolTool.InputSchema;
        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : [];
        foreach (var (name, value) in given)
        {
            if (!known.Exists(property => property.NameEquals(name)))
            {
                return $"{SiteText.OneLine(name, 40)} is no argument of {ProtocolTool.Name}; the arguments are {string.Join(", ", known.Select(property => property.Name))}.";
            }

            if (properties.GetProperty(name) is var wanted && Wanted(wanted, value) is { } type)
            {
                return $"{name} must be {type}. {Describe(wanted)}";
            }

            if (Misfit(name, wanted, value) is { } misfit)
            {
                return misfit;
            }
        }

        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !given.ContainsKey(name))
            : null;
        return missing is null ? null : $"{ProtocolTool.Name} needs {missing}. {Describe(properties.GetProperty(missing))}";
    }

    // What it must be, in words; null when it is that.
    private static string? Wanted(JsonElement property, JsonElement value)
    {
        var types = !property.TryGetProperty("type", out var type) ? []
            : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).ToList()
            : [type.GetString()];
        return (types, value.ValueKind) switch
        {
            ({ Count: 0 }, _) => null,
            (_, JsonValueKind.String) when types.Contains("string") => null,
            (_, JsonValueKind.Number) when types.Contains("integer") && value.TryGetInt32(out _) => null,
            (_, JsonValueKind.Null) when types.Contains("null") => null,
            _ => types.Contains("integer") ? $"a whole number, {int.MaxValue} at most" : "a text",
        };
    }

    // A text may be sent as part of an address, which is short by nature: what is too long is said here, and not by whatever it breaks.
    private static string? Misfit(string name, JsonElement property, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text)
        {
            return null;
        }

        return property.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32()
            ? string.Create(CultureInfo.InvariantCulture, $"{name} has {text.Length:N0} characters; it must have at most {most.GetInt32():N0}. {Describe(property)}")
            : property.TryGetProperty("minLength", out var least) && least.GetInt32() > 0 && string.IsNullOrWhiteSpace(text) ? $"{name} is empty. {Describe(property)}"
            : null;
    }

    private static string Describe(JsonElement property) => property.TryGetProperty("description", out var description) ? description.GetString() ?? "" : "";
}
