using System.Buffers;

namespace Archon.Domain.Search;

/// <summary>What a heading or a term calls what it is about, without what is said of it there: the rest of its line, in Markdown.</summary>
internal static class CalledName
{
    private static readonly string[] BehindHeading = ["(", " — ", " – ", " - ", ": "];

    private static readonly SearchValues<char> BehindTerm = SearchValues.Create("([=<");

    /// <summary>Of <c># threading — Thread-based parallelism</c>, <c># git-var(1) Manual Page</c> and <c>## 4.2. COPY</c> the name.</summary>
    /// <param name="line">The heading.</param>
    public static ReadOnlySpan<char> OfHeading(ReadOnlySpan<char> line)
    {
        var called = HeadingNumber.Without(line.Trim("# "));
        foreach (var behind in BehindHeading)
        {
            called = called.IndexOf(behind) is var end and > 0 ? called[..end] : called;
        }

        return called;
    }

    /// <summary>Of <c>**`class bool(x=False)`**</c> what is before the arguments, and of <c>**`--depth=&lt;n&gt;`**</c> what is before the value.</summary>
    /// <param name="line">The line that begins with the term.</param>
    public static ReadOnlySpan<char> OfTerm(ReadOnlySpan<char> line)
    {
        var called = line.TrimStart("#*` ");
        called = called.IndexOf("**") is var end and > 0 ? called[..end] : called;
        return called.IndexOfAny(BehindTerm) is var behind and > 0 ? called[..behind] : called;
    }
}
