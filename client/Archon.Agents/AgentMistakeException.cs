namespace Archon.Agents;

/// <summary>An argument is wrong; the message says which and what would be right.</summary>
internal sealed class AgentMistakeException(string message) : Exception(message);
