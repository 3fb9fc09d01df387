namespace Archon.Domain.Urls;

/// <summary>Writes a query: percent-normalised, without tracking and session parameters, the rest in its order; nothing when none is left.</summary>
internal static class UrlQuery
{
    /// <param name="writer">Ends with the path.</param>
    /// <param name="query">Without its question mark.</param>
    public static void Append(ref UrlWriter writer, ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return;
        }

        var start = writer.Length;
        var first = true;
        while (!writer.Overflowed)
        {
            var ampersand = query.IndexOf('&');
            AppendParameter(ref writer, ampersand < 0 ? query : query[..ampersand], ref first);
            if (ampersand < 0)
            {
                break;
            }

            query = query[(ampersand + 1)..];
        }

        if (writer.Length == start + 1)
        {
            writer.CutTo(start);
        }
    }

    private static void AppendParameter(ref UrlWriter writer, ReadOnlySpan<char> parameter, ref bool first)
    {
        // The click identifiers of advertisers may be longer than an address may be: look before writing.
        if (IsLeftOut(parameter))
        {
            return;
        }

        var before = writer.Length;
        writer.Append(first ? '?' : '&');
        var start = writer.Length;
        PercentEncoding.Append(ref writer, parameter);

        // And again after normalising, because utm%5Fsource is utm_source.
        if (IsLeftOut(writer.Written[start..]))
        {
            writer.CutTo(before);
            return;
        }

        first = false;
    }

    private static bool IsLeftOut(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        return equals < 0
            ? TrackingParameters.Contains(parameter)
            : TrackingParameters.Contains(parameter[..equals]) || SessionParameters.Are(parameter[..equals], parameter[(equals + 1)..]);
    }
}
