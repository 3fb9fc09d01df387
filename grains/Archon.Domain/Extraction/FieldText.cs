using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a field says that an author shows in a sentence or in a table: the value that it begins with, or what there is to choose. Nothing is said by one that is to be filled in, nor by one that chooses
/// something of the site or leads elsewhere.
/// </summary>
internal static class FieldText
{
    // Of a longer list only what is chosen is shown.
    private const int MostOptions = 12;

    public static bool Is(IElement field, in ElementFacts facts)
    {
        if (facts.IsHidden || facts.IsAriaHidden || facts.Has(ClassTraits.Hidden | ClassTraits.Boilerplate) || !IsOne(field) || field.Closest("form") is not null || SiteField.IsNamed(field) || SiteField.LeadsElsewhere(field))
        {
            return false;
        }

        return PlaceOf(field) switch
        {
            { LocalName: "td" } cell => !SiteField.FiltersRows(field) && !SiteField.IsAnywhere(SiteField.LabelOf(cell), ChoicesOf(field)),
            { LocalName: "dd" } => true,
            { LocalName: "p" or "li" or "blockquote" } line => IconSign.HasWordsBeside(field, line) && !SiteField.IsInLine(SiteField.LabelOf(line), ChoicesOf(field)),
            { LocalName: "div" or "section" or "article" or "main" } => field.HasAttribute("readonly") && ValueOf(field)?.Contains("://", StringComparison.Ordinal) is false,
            _ => false,
        };
    }

    public static void Write(IElement field, InlineBuffer into)
    {
        into.BeginBox(isApart: true);
        if (field.LocalName == "select")
        {
            into.Append(string.Join(" / ", OptionsOf(field)));
        }
        else
        {
            into.AppendCode(ValueOf(field) ?? "");
        }

        into.EndBox(isApart: true);
    }

    private static bool IsOne(IElement field) =>
        field.LocalName == "select" ? OptionsOf(field).Length > 0 : !string.IsNullOrWhiteSpace(ValueOf(field));

    private static string? ValueOf(IElement field) =>
        field.LocalName switch
        {
            "textarea" => field.TextContent,
            "input" when field.GetAttribute("type") is null or "text" or "number" or "url" or "email" or "tel" or "date" or "time" or "datetime-local" or "month" or "week" or "color" or "range" => field.GetAttribute("value"),
            _ => null,
        };

    private static string[] OptionsOf(IElement select)
    {
        var options = select.QuerySelectorAll("option").Where(option => !option.HasAttribute("hidden") && !string.IsNullOrWhiteSpace(option.TextContent)).ToArray();
        return options.Length <= MostOptions
            ? [.. options.Select(option => OneLine.Of(option.TextContent))]
            : [OneLine.Of((Array.Find(options, option => option.HasAttribute("selected")) ?? options[0]).TextContent)];
    }

    private static IElement? PlaceOf(IElement field)
    {
        var around = field.ParentElement;
        while (around is not null && (around.LocalName == "label" || ButtonNeighbours.IsMark(around)))
        {
            around = around.ParentElement;
        }

        return around;
    }

    private static string[] ChoicesOf(IElement field) => field.LocalName == "select" ? OptionsOf(field) : [];
}
