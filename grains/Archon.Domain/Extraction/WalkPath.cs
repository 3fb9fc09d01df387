using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Where a walk over a page is: the elements around, and what stands before in each.</summary>
internal sealed class WalkPath
{
    private const int MostWrappers = 3;

    private readonly List<IElement> _around = [];
    private readonly List<IElement?> _before = [];
    private readonly List<IElement?> _beforeBoxes = [];

    /// <summary>The element around; null at the root.</summary>
    public IElement? Parent => _around is [.., var parent] ? parent : null;

    public void Clear()
    {
        _around.Clear();
        _before.Clear();
        _beforeBoxes.Clear();
    }

    /// <summary>The walk goes on with the children of an element.</summary>
    public void Enter(IElement element)
    {
        _around.Add(element);
        _before.Add(null);
        _beforeBoxes.Add(null);
    }

    /// <summary>A child of the element around has been walked over.</summary>
    public void Pass(IElement child)
    {
        _before[^1] = child;
        if (!TextBoxes.StandAside(child))
        {
            _beforeBoxes[^1] = child;
        }
    }

    public void Leave()
    {
        _around.RemoveAt(_around.Count - 1);
        _before.RemoveAt(_before.Count - 1);
        _beforeBoxes.RemoveAt(_beforeBoxes.Count - 1);
    }

    /// <summary>The elements around, from the root on.</summary>
    public IElement[] ToArray() => [.. _around];

    /// <summary>The element before the one that the walk is at, or before the blocks that it begins; null for none.</summary>
    public IElement? Before() => Last(_before);

    /// <summary>The same, boxes beside the text left aside.</summary>
    public IElement? BeforeBoxes() => Last(_beforeBoxes);

    private IElement? Last(List<IElement?> before)
    {
        var at = before.Count - 1;
        for (var levels = 0; levels < MostWrappers && at > 0 && before[at] is null && _around[at].LocalName is "div" or "section"; levels++)
        {
            at--;
        }

        return at < 0 ? null : before[at];
    }
}
