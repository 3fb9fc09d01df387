using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Blocks of a page that one walk has chosen and another is to know again (<see cref="PlacedBlock"/>), however many they are.</summary>
internal sealed class PlacedBlocks
{
    private readonly HashSet<IElement> _elements = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Name, string? Id, string? Class), HashSet<(IDocument? Part, int Text)>> _byTag = [];

    public void Clear()
    {
        _elements.Clear();
        _byTag.Clear();
    }

    public void Add(IElement element)
    {
        if (!_elements.Add(element))
        {
            return;
        }

        if (!_byTag.TryGetValue(TagOf(element), out var places))
        {
            _byTag[TagOf(element)] = places = [];
        }

        places.Add((element.Owner, TextOf(element)));
    }

    public void Remove(IElement element)
    {
        if (_elements.Remove(element))
        {
            _byTag[TagOf(element)].Remove((element.Owner, TextOf(element)));
        }
    }

    /// <summary>Whether something is one of them. In a page that is read in parts it is another object at every walk.</summary>
    public bool Hold(IElement element)
    {
        if (_elements.Count == 0)
        {
            return false;
        }

        if (_elements.Contains(element))
        {
            return true;
        }

        if (!_byTag.TryGetValue(TagOf(element), out var places))
        {
            return false;
        }

        var text = TextOf(element);
        foreach (var place in places)
        {
            if (place.Text == text && place.Part != element.Owner)
            {
                return true;
            }
        }

        return false;
    }

    // As this process hashes it.
    private static int TextOf(IElement element) => element.TextContent.GetHashCode(StringComparison.Ordinal);

    private static (string Name, string? Id, string? Class) TagOf(IElement element) => (element.LocalName, element.Id, element.ClassName);
}
