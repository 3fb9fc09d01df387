using System.Buffers;

namespace Archon.Domain.Admission;

/// <summary>One step of a <see cref="GlobProgram"/>. Where nothing else is said, the next step follows.</summary>
internal readonly record struct GlobInstruction(GlobOperation Operation, int First = 0, int Second = 0, SearchValues<char>? Class = null);

internal enum GlobOperation
{
    /// <summary>Takes the character <c>First</c>.</summary>
    Character,

    /// <summary>Takes any character.</summary>
    Any,

    /// <summary>Takes any character but a slash.</summary>
    AnyInSegment,

    /// <summary>Takes a character of the class.</summary>
    OneOf,

    /// <summary>Takes a character that is neither in the class nor a slash.</summary>
    NoneOf,

    /// <summary>Goes on at <c>First</c> and at <c>Second</c>.</summary>
    Split,

    /// <summary>Goes on at <c>First</c>.</summary>
    Jump,

    /// <summary>The pattern is used up.</summary>
    Match,
}
