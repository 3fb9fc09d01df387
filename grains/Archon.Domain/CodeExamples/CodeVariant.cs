namespace Archon.Domain.CodeExamples;

/// <summary>Code in one of several forms of the same example, or the only one.</summary>
/// <param name="Code">The code to the byte.</param>
/// <param name="Language">Its language, lower case; null when unknown.</param>
public readonly record struct CodeVariant(string Code, string? Language);
