using Archon.Client;
using ModelContextProtocol.Protocol;

namespace Archon.Agents;

/// <summary>What a tool answers: text, or what was wrong in a sentence the assistant can act on.</summary>
internal static class AgentAnswer
{
    /// <summary>Most characters of an answer: some 5,000 tokens, a small part of any assistant's window.</summary>
    public const int MaxLength = 20_000;

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    public static CallToolResult Wrong(string sentence) => new() { IsError = true, Content = [new TextContentBlock { Text = sentence }] };

    /// <summary>Runs a tool; a wrong argument and a cluster that does not answer are said, and not thrown: a thrown one reaches nobody.</summary>
    public static async Task<CallToolResult> OfAsync(Func<Task<CallToolResult>> tool)
    {
        try
        {
            return await tool();
        }
        catch (AgentMistakeException mistake)
        {
            return Wrong(mistake.Message);
        }
        catch (ArchonUnavailableException exception)
        {
            return Wrong(exception.PublicMessage ?? exception.Message);
        }
        catch (ArgumentException exception)
        {
            // What a node refuses and no tool has looked at.
            return Wrong(exception.Message);
        }
    }
}
