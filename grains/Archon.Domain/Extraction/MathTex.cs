using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A formula as TeX: what its author wrote, where the page keeps that, else its presentation MathML (MathML Core, W3C) written anew. What is nested too deep or gets too
/// long is its letters alone.
/// </summary>
internal sealed class MathTex
{
    private const int Deepest = 64;
    private const int Longest = 8_192;

    private static readonly FrozenDictionary<string, string> Commands = Pairs(
        "α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega " +
        "Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∮ oint × times ÷ div ⋅ cdot · cdot ± pm ∓ mp ∗ ast ∘ circ ⊕ oplus ⊗ otimes " +
        "≤ le ≥ ge ≠ ne ≈ approx ≡ equiv ∼ sim ≅ cong ∝ propto ≪ ll ≫ gg ∞ infty ∂ partial ∇ nabla ∈ in ∉ notin ∋ ni ⊂ subset ⊆ subseteq ⊃ supset ⊇ supseteq ∪ cup ∩ cap ∖ setminus ∅ emptyset " +
        "∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow → to ← leftarrow ↔ leftrightarrow ↦ mapsto … ldots ⋯ cdots ⋮ vdots ⋱ ddots ⟨ langle ⟩ rangle ⌊ lfloor ⌋ rfloor " +
        "⌈ lceil ⌉ rceil ∥ parallel ⊥ perp ∠ angle ′ prime ℓ ell ℏ hbar ℜ Re ℑ Im ℵ aleph \\ backslash");

    private static readonly FrozenDictionary<string, string> Accents = Pairs(
        "^ hat ˆ hat ~ tilde ˜ tilde ¯ bar ‾ overline _ underline → vec ⃗ vec ˙ dot ¨ ddot ˇ check ˘ breve ⏞ overbrace ⏟ underbrace");

    private static readonly FrozenSet<string> Functions = FrozenSet.Create(
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln", "lg", "exp", "lim", "max", "min", "sup", "inf", "det", "dim", "ker", "gcd", "deg", "arg", "Pr");

    // Their limits stand above and below by themselves.
    private static readonly FrozenSet<string> WithLimits = FrozenSet.Create("\\sum", "\\prod", "\\coprod", "\\int", "\\lim", "\\max", "\\min", "\\sup", "\\inf", "\\det", "\\gcd", "\\Pr");

    private readonly StringBuilder _tex = new();
    private bool _isTooMuch;

    /// <summary>The formula in TeX, without dollar signs.</summary>
    public static string Of(IElement math)
    {
        if (math.GetAttribute("alttext") is { Length: > 0 } stated)
        {
            return stated;
        }

        var annotation = math.QuerySelectorAll("annotation").FirstOrDefault(note => note.GetAttribute("encoding") is { } encoding && encoding.Contains("tex", StringComparison.OrdinalIgnoreCase)
            && !encoding.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase));
        if (annotation is not null)
        {
            return annotation.TextContent;
        }

        var writing = new MathTex();
        writing.WriteAll(math, depth: 0);
        return writing._isTooMuch ? math.TextContent : writing._tex.ToString();
    }

    private static FrozenDictionary<string, string> Pairs(string words) =>
        words.Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => $"\\{pair[1]}", StringComparer.Ordinal);

    private void WriteAll(IElement element, int depth)
    {
        foreach (var child in element.Children)
        {
            Write(child, depth + 1);
        }
    }

    private void Write(IElement element, int depth)
    {
        _isTooMuch |= depth > Deepest || _tex.Length > Longest;
        if (_isTooMuch)
        {
            return;
        }

        switch (element.LocalName)
        {
            case "mi":
                Append(Identifier(element));
                break;

            case "mn":
                Append(Escaped(Text(element)));
                break;

            case "mo":
                Append(Operator(Text(element)));
                break;

            case "mtext" or "ms":
                Append(Text(element) is { Length: > 0 } text ? $"\\text{{{Escaped(text)}}}" : "\\ ");
                break;

            case "mspace":
                Append("\\ ");
                break;

            case "mfrac":
                Append($"\\frac{Argument(element, 0, depth)}{Argument(element, 1, depth)}");
                break;

            case "msqrt":
                Append($"\\sqrt{{{Inner(element, depth)}}}");
                break;

            case "mroot":
                Append($"\\sqrt[{Part(element, 1, depth)}]{Argument(element, 0, depth)}");
                break;

            case "msub":
                Append($"{Base(element, depth)}_{Script(element, 1, depth)}");
                break;

            case "msup":
                Append($"{Base(element, depth)}^{Script(element, 1, depth)}");
                break;

            case "msubsup":
                Append($"{Base(element, depth)}_{Script(element, 1, depth)}^{Script(element, 2, depth)}");
                break;

            case "munder":
                WriteAbove(element, "_", "\\underset", depth);
                break;

            case "mover":
                WriteAbove(element, "^", "\\overset", depth);
                break;

            case "munderover":
                WriteAround(element, depth);
                break;

            case "mfenced":
                WriteFenced(element, depth);
                break;

            case "mtable":
                WriteTable(element, depth);
                break;

            case "menclose":
                WriteEnclosed(element, depth);
                break;

            // The rest of them says the same again.
            case "semantics" when element.FirstElementChild is { } first:
                Write(first, depth + 1);
                break;

            case "mphantom" or "annotation" or "annotation-xml" or "none" or "mprescripts":
                break;

            default:
                WriteAll(element, depth);
                break;
        }
    }

    private void WriteAbove(IElement element, string script, string setting, int depth)
    {
        var above = Part(element, 1, depth);
        var body = Part(element, 0, depth);
        Append(element.Children.Length > 1 && Accents.TryGetValue(element.Children[1].TextContent.Trim(), out var accent) ? $"{accent}{{{body}}}"
            : WithLimits.Contains(body) ? $"{body}{script}{Grouped(above)}"
            : $"{setting}{{{above}}}{{{body}}}");
    }

    private void WriteAround(IElement element, int depth)
    {
        var (body, below, above) = (Part(element, 0, depth), Part(element, 1, depth), Part(element, 2, depth));
        Append(WithLimits.Contains(body) ? $"{body}_{Grouped(below)}^{Grouped(above)}" : $"\\overset{{{above}}}{{\\underset{{{below}}}{{{body}}}}}");
    }

    private void WriteFenced(IElement element, int depth)
    {
        var separators = (element.GetAttribute("separators") ?? ",").Where(letter => !char.IsWhiteSpace(letter)).ToArray();
        Append(Operator(element.GetAttribute("open") ?? "("));
        var before = 0;
        foreach (var child in element.Children)
        {
            Append(before > 0 && separators.Length > 0 ? Operator(separators[Math.Min(before, separators.Length) - 1].ToString()) : "");
            Write(child, depth + 1);
            before++;
        }

        Append(Operator(element.GetAttribute("close") ?? ")"));
    }

    private void WriteTable(IElement table, int depth)
    {
        Append("\\begin{matrix}");
        var isFirst = true;
        foreach (var row in table.Children)
        {
            _tex.Append(isFirst ? " " : " \\\\ ");
            isFirst = false;

            // The first cell of a labelled row is the formula's number.
            var cells = row.Children.Skip(row.LocalName == "mlabeledtr" ? 1 : 0);
            var isFirstCell = true;
            foreach (var cell in cells)
            {
                _tex.Append(isFirstCell ? "" : " & ");
                isFirstCell = false;
                Write(cell, depth + 2);
            }
        }

        _tex.Append(" \\end{matrix}");
    }

    private void WriteEnclosed(IElement element, int depth)
    {
        var notation = element.GetAttribute("notation") ?? "";
        var inner = Inner(element, depth);
        Append(notation.Contains("strike", StringComparison.Ordinal) ? $"\\cancel{{{inner}}}"
            : notation.Contains("box", StringComparison.Ordinal) ? $"\\boxed{{{inner}}}"
            : notation.Contains("radical", StringComparison.Ordinal) ? $"\\sqrt{{{inner}}}"
            : notation.Contains("top", StringComparison.Ordinal) ? $"\\overline{{{inner}}}"
            : inner);
    }

    /// <summary>What the children are in TeX, by themselves. Costs what it writes: the text of a part is moved once for each level it is nested, of which there are few.</summary>
    private string Inner(IElement element, int depth)
    {
        var start = _tex.Length;
        WriteAll(element, depth);
        return Taken(start);
    }

    private string Part(IElement element, int index, int depth)
    {
        if (index >= element.Children.Length)
        {
            return "";
        }

        var start = _tex.Length;
        _tex.Append(' ');
        Write(element.Children[index], depth + 1);
        return Taken(start).Trim();
    }

    private string Taken(int start)
    {
        var taken = _tex.ToString(start, _tex.Length - start);
        _tex.Length = start;
        return taken.Trim();
    }

    private string Argument(IElement element, int index, int depth) => $"{{{Part(element, index, depth)}}}";

    private string Script(IElement element, int index, int depth) => Grouped(Part(element, index, depth));

    private string Base(IElement element, int depth)
    {
        var body = Part(element, 0, depth);
        var isOne = body.Length <= 1 || element.Children[0].LocalName is "mi" or "mo" or "mn" or "mtext" or "mfenced";
        return isOne ? body.Length == 0 ? "{}" : body : $"{{{body}}}";
    }

    private static string Grouped(string tex) => tex.Length == 1 ? tex : $"{{{tex}}}";

    private static string Identifier(IElement element)
    {
        var name = Text(element);
        if (Commands.TryGetValue(name, out var command))
        {
            return command;
        }

        var escaped = Escaped(name);
        return Functions.Contains(name) ? $"\\{name}"
            : element.GetAttribute("mathvariant") is { } variant && variant.StartsWith("bold", StringComparison.Ordinal) ? $"\\mathbf{{{escaped}}}"
            : element.GetAttribute("mathvariant") == "double-struck" ? $"\\mathbb{{{escaped}}}"
            : name.Length > 1 && name.All(char.IsAsciiLetter) ? $"\\mathrm{{{escaped}}}"
            : escaped;
    }

    private static string Operator(string text) =>
        Commands.TryGetValue(text, out var command) ? command
        : Functions.Contains(text) ? $"\\{text}"
        : text is ['\u2061' or '\u2062' or '\u2063' or '\u2064'] ? ""
        : text == "\u2212" ? "-"
        : Escaped(text);

    private static string Text(IElement element) => PageSurvey.Collapse(element.TextContent);

    private static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAny("{}%#&_$"))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 4);
        foreach (var letter in text)
        {
            escaped.Append(letter is '{' or '}' or '%' or '#' or '&' or '_' or '$' ? "\\" : "").Append(letter);
        }

        return escaped.ToString();
    }

    // A command ends where its letters do: "\pi r", and "\pi2".
    private void Append(string tex)
    {
        if (tex.Length == 0)
        {
            return;
        }

        if (char.IsAsciiLetter(tex[0]) && _tex.Length > 0 && EndsWithCommand())
        {
            _tex.Append(' ');
        }

        _tex.Append(tex);
    }

    private bool EndsWithCommand()
    {
        var at = _tex.Length - 1;
        while (at >= 0 && char.IsAsciiLetter(_tex[at]))
        {
            at--;
        }

        return at >= 0 && at < _tex.Length - 1 && _tex[at] == '\\';
    }
}
