namespace Archon.Cli.Output;

/// <summary>A piece of a line and its style.</summary>
internal readonly record struct Styled(string Text, TextStyle Style)
{
    public static implicit operator Styled(string text) => new(text, TextStyle.Plain);

    public static Styled Bold(string text) => new(text, TextStyle.Bold);

    public static Styled Dim(string text) => new(text, TextStyle.Dim);

    public static Styled Good(string text) => new(text, TextStyle.Good);

    public static Styled Warning(string text) => new(text, TextStyle.Warning);

    public static Styled Bad(string text) => new(text, TextStyle.Bad);

    public static Styled Link(string text) => new(text, TextStyle.Link);
}
