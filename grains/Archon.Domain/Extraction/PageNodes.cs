using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// The children of an element as the page has them, whether they were parsed with it or stand in an <see cref="HtmlSegment"/>. Every walk
/// over a page goes through here. A node of a segment is another object at every walk and has no siblings outside its segment.
/// </summary>
internal readonly struct PageNodes
{
    private readonly INodeList _nodes;

    private PageNodes(INodeList nodes)
    {
        _nodes = nodes;
    }

    public static PageNodes Of(IElement element) => new(element.ChildNodes);

    /// <summary>The elements among them.</summary>
    public static IEnumerable<IElement> ElementsOf(IElement element)
    {
        foreach (var node in Of(element))
        {
            if (node is IElement child)
            {
                yield return child;
            }
        }
    }

    /// <summary>Whether one of the tags stands anywhere in the element. Parses nothing.</summary>
    /// <param name="element">The element.</param>
    /// <param name="tags">A bit for each tag looked for.</param>
    public static bool Holds(IElement element, ulong tags)
    {
        var children = element.ChildNodes;
        var count = children.Length;

        for (var index = 0; index < count; index++)
        {
            if (children[index] is not IElement child)
            {
                continue;
            }

            if (SegmentedPage.SegmentAt(child, out _) is { } segment)
            {
                if ((segment.Tags & tags) != 0)
                {
                    return true;
                }
            }
            else if ((HtmlSegment.BitOf(HtmlTags.Of(child.LocalName)) & tags) != 0 || Holds(child, tags))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything but blanks is written in the element. Parses nothing: a segment is long enough to have some.</summary>
    public static bool HasText(IElement element)
    {
        foreach (var node in element.ChildNodes)
        {
            var has = node switch
            {
                IText text => !string.IsNullOrWhiteSpace(text.Data),
                IElement child => SegmentedPage.SegmentAt(child, out _) is not null || HasText(child),
                _ => false,
            };

            if (has)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two objects that different walks came to may be one element of the page: their tags say the same.</summary>
    public static bool MayBeSame(IElement one, IElement other) =>
        one.Owner != other.Owner && one.LocalName == other.LocalName && one.Id == other.Id && one.ClassName == other.ClassName;

    /// <summary>Letters written in the element, blanks included.</summary>
    /// <param name="element">The element.</param>
    /// <param name="most">Where the counting ends.</param>
    public static int Letters(IElement element, int most)
    {
        var letters = 0;

        foreach (var node in Of(element))
        {
            letters += node switch
            {
                IText text => text.Data.Length,
                IElement child => Letters(child, most - letters),
                _ => 0,
            };

            if (letters > most)
            {
                break;
            }
        }

        return letters;
    }

    public Enumerator GetEnumerator() => new(_nodes);

    public struct Enumerator(INodeList nodes)
    {
        private readonly int _count = nodes.Length;
        private int _index = -1;
        private IElement? _container;
        private int _inside;

        public INode Current { get; private set; } = null!;

        public bool MoveNext()
        {
            while (true)
            {
                if (_container is not null)
                {
                    // The last is the mark behind the segment.
                    if (++_inside < _container.ChildNodes.Length - 1)
                    {
                        Current = _container.ChildNodes[_inside];
                        return true;
                    }

                    // Gives back what the parser borrowed; the nodes stay as they are.
                    _container.Owner?.Dispose();
                    _container = null;
                }

                if (++_index >= _count)
                {
                    return false;
                }

                Current = nodes[_index];

                if (SegmentedPage.SegmentAt(Current, out var page) is not { } segment)
                {
                    return true;
                }

                _container = page!.Parse(segment);
                _inside = -1;
            }
        }
    }
}
