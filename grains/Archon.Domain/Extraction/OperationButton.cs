using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A button that names an operation of an API by its method and its address (Redoc, Swagger UI): what a reader opens its description by, whatever says so.</summary>
internal static class OperationButton
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static bool Is(IElement button)
    {
        var text = button.TextContent.AsSpan().Trim();
        foreach (var method in Methods)
        {
            if (text.StartsWith(method, StringComparison.OrdinalIgnoreCase))
            {
                return text[method.Length..].TrimStart() is ['/', _, ..];
            }
        }

        return false;
    }

    /// <summary>Writes it in a line of its own. A style sheet parts its parts.</summary>
    public static void Write(IElement button, MarkdownWriter writer)
    {
        writer.Flush();
        var outer = writer.Flow;
        writer.Flow = BlockFlow.Line;
        WriteParts(button, writer);
        writer.Flow = outer;
        writer.Flush();
    }

    private static void WriteParts(IElement element, MarkdownWriter writer)
    {
        if (element.ChildElementCount < 2)
        {
            writer.WriteChildren(element);
            return;
        }

        foreach (var part in PageNodes.ElementsOf(element))
        {
            writer.Inline.Blank();
            writer.WriteElement(part);
        }
    }
}
