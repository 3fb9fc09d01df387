using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>Whether what stands behind a prompt is SQL, where nothing but the text says so.</summary>
internal static class SqlStatement
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Verbs = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ALTER", "ANALYZE", "BEGIN", "CALL", "COMMENT", "COMMIT", "COPY", "CREATE", "DECLARE", "DELETE", "DO", "DROP", "EXECUTE", "EXPLAIN", "FETCH", "GRANT", "INSERT", "MERGE",
        "PREPARE", "RESET", "REVOKE", "ROLLBACK", "SELECT", "SET", "SHOW", "START", "TABLE", "TRUNCATE", "UPDATE", "VACUUM", "VALUES", "WITH").GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>It begins with a statement's verb, or is a command of psql.</summary>
    public static bool Begins(ReadOnlySpan<char> command)
    {
        var text = command.TrimStart();
        var length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]))
        {
            length++;
        }

        return command.StartsWith('\\') || Verbs.Contains(text[..length]);
    }
}
