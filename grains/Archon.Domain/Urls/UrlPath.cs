namespace Archon.Domain.Urls;

/// <summary>Writes a path: segments percent-normalised, backslashes as slashes, sessions left out, dot segments resolved (RFC 3986, 5.2.4).</summary>
internal static class UrlPath
{
    /// <param name="writer">Ends with the slash that the path is appended to.</param>
    /// <param name="path">Without its leading slash and without a query.</param>
    /// <param name="root">Where the path's first slash stands in the writer; nothing climbs above it.</param>
    public static void Append(ref UrlWriter writer, ReadOnlySpan<char> path, int root)
    {
        while (!writer.Overflowed)
        {
            var slash = path.IndexOfAny('/', '\\');
            var start = writer.Length;
            PercentEncoding.Append(ref writer, slash < 0 ? path : path[..slash]);
            if (SessionParameters.IndexIn(writer.Written[start..]) is var session and >= 0)
            {
                writer.CutTo(start + session);
            }

            // Judged after normalising, so that %2e%2e is a dot segment too.
            switch (writer.Written[start..])
            {
                case ".":
                    writer.CutTo(start);
                    break;
                case "..":
                    writer.CutTo(ParentOf(writer.Written[..start], root));
                    break;
                default:
                    if (slash >= 0)
                    {
                        writer.Append('/');
                    }

                    break;
            }

            if (slash < 0)
            {
                return;
            }

            path = path[(slash + 1)..];
        }
    }

    private static int ParentOf(ReadOnlySpan<char> folder, int root) =>
        folder.Length - 1 <= root ? root + 1 : root + folder[root..^1].LastIndexOf('/') + 1;
}
