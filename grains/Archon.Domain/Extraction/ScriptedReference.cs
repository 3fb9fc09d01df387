using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What a script of the page acts upon when an element is pressed, as far as the element says it.</summary>
internal static class ScriptedReference
{
    /// <summary>Whether a script acts when the element is pressed.</summary>
    public static bool Is(IElement element) =>
        element.HasAttribute("onclick") || (element.LocalName == "a" && element.GetAttribute("href")?.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) is true);

    /// <summary>The ids that the element may name as what it acts upon: quoted in a script, in an attribute of the site's own, or as the target of a link.</summary>
    public static IEnumerable<string> Targets(IElement element)
    {
        foreach (var attribute in element.Attributes)
        {
            var (name, value) = (attribute.LocalName, attribute.Value);
            if (name == "onclick" || (name == "href" && value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var part in value.Split('\'', '"'))
                {
                    yield return part.TrimStart('#');
                }
            }
            else if (name.StartsWith("data-", StringComparison.Ordinal) || name is "aria-controls" or "aria-describedby" or "aria-details" or "popovertarget" || (name == "href" && value is ['#', _, ..]))
            {
                yield return value.TrimStart('#');
            }
        }
    }
}
