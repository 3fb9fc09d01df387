using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells by a name or an address what adorns a page, keeps a place on it or counts its readers from a picture of the text. A word of a name that has others says nothing ("blank-page"), unless they only say where it stands and how it looks ("arrow_right").
/// </summary>
internal static class OrnamentName
{
    private static readonly FrozenSet<string> All = ControlWords.Words(
        "blank pixel clear transparent divider separator hr rule bullet bg banner ad ads tracker tracking beacon emoji avatar badge badges icon icons");

    // What may be drawn for its own sake.
    private static readonly FrozenSet<string> Drawn = ControlWords.Words("corner corners arrow arrows line lines");

    private static readonly FrozenSet<string> Anywhere = ControlWords.Words("spacer shim logo logos favicon gravatar");

    // "warning-icon"
    private static readonly FrozenSet<string> Last = ControlWords.Words("icon icons badge badges avatar");

    private static readonly FrozenSet<string> Beside = ControlWords.Words(
        "tl tr bl br top bottom left right up down upper lower nw ne sw se small big large tiny thin thick light dark grey gray black white red green blue yellow orange horizontal vertical horiz vert hor dotted dashed round rounded " +
        "next prev previous back home note tip warning info caution important px");

    private static readonly FrozenSet<string> Folders = ControlWords.Words("icon icons logo logos badge badges emoji emojis smilies avatar avatars ad ads banners bullets");

    private static readonly FrozenSet<string> Hosts = ControlWords.Words("shields badge badges badgen forthebadge counter hits hitcounter statcounter hitwebcounter gravatar");

    // Of services that say in a drawing how a build ended.
    private static readonly FrozenSet<string> HostsOfBuilds = ControlWords.Words("travis codecov coveralls circleci appveyor");

    private static readonly FrozenSet<string> Counters = ControlWords.Words("counter hitcounter hits count");
    private static readonly FrozenSet<string> Counted = ControlWords.Words("hit visit visits visitor visitors page web");

    /// <summary>Whether one of the names in a class, or an id, is that of an ornament.</summary>
    public static bool IsIn(string? names)
    {
        foreach (var range in names.AsSpan().Split(' '))
        {
            if (names.AsSpan(range) is { IsEmpty: false } name && IsOrnament(name, mayBeDrawn: false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a picture's address is that of an ornament: "images/icons/note.png", "spacer-2.gif".</summary>
    public static bool IsOfAddress(string? reference)
    {
        if (reference is null || reference.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var address = reference.AsSpan();
        address = address.IndexOfAny('?', '#') is var asked and >= 0 ? address[..asked] : address;
        var host = ReadOnlySpan<char>.Empty;
        if (address.IndexOf("//") is var at and >= 0)
        {
            host = address[(at + 2)..];
            var path = host.IndexOf('/');
            address = path >= 0 ? host[path..] : [];
            host = path >= 0 ? host[..path] : host;
        }

        address = address.TrimEnd('/');
        var file = address[(address.LastIndexOf('/') + 1)..];
        var folders = address[..^file.Length];
        var dot = file.LastIndexOf('.');
        var name = dot >= 0 ? file[..dot] : file;
        var form = dot >= 0 ? file[(dot + 1)..] : [];
        var isGif = form.Equals("gif", StringComparison.OrdinalIgnoreCase);
        var isDrawing = form.IsEmpty || form.Equals("svg", StringComparison.OrdinalIgnoreCase);
        return HoldsWord(host, Hosts) || (isDrawing && HoldsWord(host, HostsOfBuilds)) || AreIn(folders, Folders) || IsOrnament(name, mayBeDrawn: !isGif) || IsCounter(name, isPicture: !isGif && LoneImage.IsForm(form));
    }

    private static bool IsOrnament(ReadOnlySpan<char> name, bool mayBeDrawn)
    {
        var (ornaments, drawn, others, beside, isLast) = (0, 0, 0, 0, false);
        while (NextWord(ref name) is { IsEmpty: false } word)
        {
            if (Has(Anywhere, word))
            {
                return true;
            }

            isLast = Has(Last, word);
            if (Has(All, word))
            {
                ornaments++;
            }
            else if (Has(Drawn, word))
            {
                drawn++;
            }
            else if (Has(Beside, word))
            {
                beside++;
            }
            else if (word.Length > 1)
            {
                others++;
            }
        }

        return isLast || (others == 0 && (ornaments > 0 || (drawn > 0 && (!mayBeDrawn || beside > 0))));
    }

    // A picture called "counter" may show one.
    private static bool IsCounter(ReadOnlySpan<char> name, bool isPicture)
    {
        var (counters, counted) = (0, 0);
        while (NextWord(ref name) is { IsEmpty: false } word)
        {
            if (Has(Counters, word))
            {
                counters++;
            }
            else if (Has(Counted, word))
            {
                counted++;
            }
            else if (word.Length > 1)
            {
                return false;
            }
        }

        return counters > 0 && (counted > 0 || !isPicture);
    }

    private static bool HoldsWord(ReadOnlySpan<char> name, FrozenSet<string> words)
    {
        while (NextWord(ref name) is { IsEmpty: false } word)
        {
            if (Has(words, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreIn(ReadOnlySpan<char> folders, FrozenSet<string> words)
    {
        foreach (var range in folders.Split('/'))
        {
            if (Has(words, folders[range]))
            {
                return true;
            }
        }

        return false;
    }

    // "arrow_right2", "cornerTopLeft"
    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> name)
    {
        var start = 0;
        while (start < name.Length && !char.IsLetter(name[start]))
        {
            start++;
        }

        var end = start;
        while (end < name.Length && char.IsLetter(name[end]) && !(end > start && char.IsUpper(name[end]) && char.IsLower(name[end - 1])))
        {
            end++;
        }

        var word = name[start..end];
        name = name[end..];
        return word;
    }

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
