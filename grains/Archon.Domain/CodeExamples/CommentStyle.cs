using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>How a language writes comments.</summary>
[Flags]
internal enum CommentStyle
{
    None = 0,

    /// <summary><c>//</c> to the end of the line, and what stands between <c>/*</c> and <c>*/</c>.</summary>
    Slashes = 1,

    /// <summary><c>#</c> at a line's beginning or behind a blank.</summary>
    Hash = 2,

    /// <summary><c>--</c> to the end of the line.</summary>
    Dashes = 4,
}

internal static class CommentStyles
{
    private static readonly FrozenDictionary<string, CommentStyle> Known = new (CommentStyle Style, string Languages)[]
    {
        (CommentStyle.Slashes, "c cpp c++ h java javascript js jsx ts tsx typescript csharp cs c# go rust rs kotlin swift scala scss less proto protobuf groovy objectivec zig dart json5 jsonc css"),
        (CommentStyle.Slashes | CommentStyle.Hash, "php"),
        (CommentStyle.Hash, "python py python3 bash sh shell zsh fish ruby rb perl yaml yml toml r makefile dockerfile elixir julia powershell nix"),
        (CommentStyle.Dashes, "sql lua haskell hs postgresql plpgsql ada"),
    }.SelectMany(row => row.Languages.Split(' '), (row, language) => KeyValuePair.Create(language, row.Style)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Of an unknown language nothing is taken for a comment.</summary>
    public static CommentStyle Of(string? language) => language is null ? CommentStyle.None : Known.GetValueOrDefault(language);
}
