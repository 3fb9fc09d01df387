using Archon.Domain.Anchors;

namespace Archon.Domain.Search;

/// <summary>
/// A query as the name of a section: its words are those of a heading (<c>Future functions</c>), or written in one they are what is defined (<c>max connections</c>:
/// <c>max_connections</c>, <c>print</c>).
/// </summary>
public sealed class QueryTitle
{
    private const int LongestLine = 300;

    private readonly JoinedName _name;
    private readonly HeadingWords _heading;

    private QueryTitle(JoinedName name, HeadingWords heading) => (_name, _heading) = (name, heading);

    /// <summary>What somebody typed as a name.</summary>
    /// <param name="text">The query.</param>
    /// <param name="meant">Its words that nothing has.</param>
    public static QueryTitle From(string text, IReadOnlyList<MeantWord> meant)
    {
        var words = QueryWords.From(text);

        // os.path.join is nothing but itself, signs included (QueryIdentifiers).
        var isQualified = text.AsSpan().Trim() is var typed && !typed.Contains(' ') && (typed.Contains('.') || typed.Contains("::", StringComparison.Ordinal) || typed.Contains("->", StringComparison.Ordinal));
        return new QueryTitle(new(isQualified ? [] : [.. words.Words.Select(word => Meant(word, meant))]), new([.. words.AllTelling.Select(word => Meant(word, meant))]));
    }

    /// <summary>
    /// The first section of a passage that is called so; null for none. A definition has an anchor of its own of that name; where a heading above it is called so, too, that leads to it.
    /// </summary>
    /// <param name="headings">Its heading path: above the first heading of its page there is none, whatever level that has.</param>
    /// <param name="content">Its Markdown.</param>
    /// <param name="fragments">What leads into it (<see cref="PassageFragments"/>).</param>
    public TitledSection? FindIn(string headings, string content, string fragments)
    {
        var inside = PassageFragments.Inside(fragments);
        // The first leads below a heading that has an anchor of its own.
        var sections = inside is [{ Start: 0 }, ..] ? inside : inside.Prepend(new PageAnchor(0, PassageFragments.First(fragments)));
        TitledSection? titled = null;
        foreach (var (at, fragment) in sections)
        {
            var line = LineAt(content, at);
            var (isHeading, isTerm) = (line.StartsWith("#"), line.StartsWith("**"));
            var isOfPage = line.StartsWith("# ") || (isHeading && at == 0 && !headings.Contains('›', StringComparison.Ordinal));
            if (isOfPage && _name.IsHeading(line, out var isWhole))
            {
                return new TitledSection(fragment, isWhole ? TitleLikeness.Page : TitleLikeness.Definition);
            }

            if (isHeading && _heading.LikenessOf(line) is { } likeness)
            {
                // Of one word there is a section in every list of changes.
                titled ??= new TitledSection(fragment, _name.IsOneWord && !isOfPage ? TitleLikeness.NearHeading : likeness);
            }
            else if (isTerm ? _name.IsOf(fragment, isTerm) && _name.IsIn(line) : isHeading && !_name.IsOneWord && _name.IsOf(fragment, isTerm) && _name.IsHeading(line, out _))
            {
                return new TitledSection(titled?.Fragment ?? fragment, _name.IsAllOf(fragment) ? TitleLikeness.Name : TitleLikeness.Definition);
            }
        }

        return titled;
    }

    private static string Meant(string word, IReadOnlyList<MeantWord> meant) =>
        meant.FirstOrDefault(one => !one.AreParts && one.Typed.Equals(word, StringComparison.OrdinalIgnoreCase))?.Words[0] ?? word;

    private static ReadOnlySpan<char> LineAt(string content, int at)
    {
        var rest = content.AsSpan(Math.Min(at, content.Length)).TrimStart();
        rest = rest[..Math.Min(rest.Length, LongestLine)];
        return rest.IndexOf('\n') is var end and >= 0 ? rest[..end] : rest;
    }
}
