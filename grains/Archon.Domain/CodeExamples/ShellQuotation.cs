namespace Archon.Domain.CodeExamples;

/// <summary>The quotations of Unix shells, which may run over lines.</summary>
internal static class ShellQuotation
{
    /// <param name="line">A line of a command.</param>
    /// <param name="open">The sign of the quotation the line begins in; <c>'\0'</c> for none.</param>
    /// <returns>The sign of the quotation that is open at the line's end; <c>'\0'</c> for none.</returns>
    public static char OpenAfter(ReadOnlySpan<char> line, char open)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (letter == '\\' && open != '\'')
            {
                i++;
            }
            else if (open == '\0' && letter == '#' && (i == 0 || line[i - 1] == ' '))
            {
                return open;
            }
            else if (letter is '"' or '\'' && (open == '\0' || open == letter))
            {
                open = open == '\0' ? letter : '\0';
            }
        }

        return open;
    }
}
