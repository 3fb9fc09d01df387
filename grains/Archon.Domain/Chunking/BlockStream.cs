using System.Collections;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>
/// Parses the blocks of a text into a document, and says from time to time how many of the document's first blocks have ended; these are taken out of it
/// then. So never more than a few blocks are held. The parsing can be given up between two lines.
/// </summary>
/// <remarks>
/// Markdig reads a page line by line and of all outermost blocks changes the last one only. What it calls parsing a document is no more than
/// this, then the inlines.
/// </remarks>
internal sealed class BlockStream(string text, MarkdownDocument document, BlockParserList parsers, CancellationToken cancellationToken) : IEnumerable<int>
{
    private const int BlocksAtOnce = 16;

    public IEnumerator<int> GetEnumerator()
    {
        var processor = new BlockProcessor(document, parsers, context: null);
        var reader = new LineReader(text);
        while (reader.ReadLine() is { Text: not null } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            processor.ProcessLine(line);
            if (document.Count > BlocksAtOnce)
            {
                var last = document[^1];
                yield return document.Count - 1;
                document.Clear();
                document.Add(last);
            }
        }

        if (document.LastChild is { } open)
        {
            processor.Close(open);
        }

        yield return document.Count;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
