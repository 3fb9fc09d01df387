using System.Collections.Frozen;

namespace Archon.Domain.Admission;

/// <summary>What the extension at the end of a path tells about the document, before it is fetched.</summary>
public static class FileExtensions
{
    /// <summary>Never a page of documentation. Anything not listed may be one: <c>/v1.2</c>, <c>/api/System.Uri</c>.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Binary = Lookup(
        // Images
        "png jpg jpeg jpe jfif gif svg svgz ico webp avif bmp tif tiff heic heif psd ai eps cur "
        // What a page is made with
        + "css scss less js mjs cjs map wasm woff woff2 ttf otf eot "
        // Sound and film
        + "mp3 mp4 m4a m4v aac ogg oga ogv opus wav flac webm avi mov mkv mpg mpeg wmv flv swf srt vtt "
        // Archives and packages
        + "zip gz tgz tar bz2 tbz xz txz 7z rar zst lz4 lzma br exe msi dmg pkg deb rpm apk ipa appimage snap flatpak iso img "
        + "jar war ear aar whl egg gem nupkg snupkg crate vsix crx xpi cab "
        // Documents that are not text
        + "pdf ps djvu doc docx docm dot dotx xls xlsx xlsm ppt pptx pps ppsx odt ods odp epub mobi azw3 "
        // Machine code and data
        + "bin dll so dylib lib o a obj pdb pyc class dat db sqlite sqlite3 mdb parquet avro npy npz h5 onnx pt safetensors "
        // Text for machines
        + "xml xsd xsl xslt json jsonl ndjson rss atom rdf csv tsv ics "
        // Signatures and sums
        + "asc sig gpg pem crt cer p12 md5 sha1 sha256 sha512 torrent");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Page = Lookup(
        "html htm xhtml shtml xht md mdx markdown rst txt text adoc php php3 php5 phtml asp aspx ashx jsp jspx jsf do cfm cgi pl");

    /// <summary>True when the last segment ends as what is never a page of documentation does: <c>.png</c>, <c>.exe</c>, …</summary>
    public static bool IsBinary(ReadOnlySpan<char> path) => Of(path) is { IsEmpty: false } extension && Binary.Contains(extension);

    /// <summary>True when the last segment names a file, so that the folder is what stands before it.</summary>
    public static bool IsFile(ReadOnlySpan<char> path) =>
        Of(path) is { IsEmpty: false } extension && (Page.Contains(extension) || Binary.Contains(extension));

    /// <summary>The last segment's text after its last dot; empty without one.</summary>
    private static ReadOnlySpan<char> Of(ReadOnlySpan<char> path)
    {
        var segment = path[(path.LastIndexOf('/') + 1)..];
        var dot = segment.LastIndexOf('.');
        return dot < 0 ? [] : segment[(dot + 1)..];
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(string extensions) =>
        extensions.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
