using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Archon.Domain.Extraction;

/// <summary>The signs and names of formulas in TeX, as authors write them.</summary>
internal static class MathSigns
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create("{}%#&_$");

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

    /// <summary>What sets a sign above or below; null when the sign is no accent.</summary>
    public static string? Accent(string sign) => Accents.GetValueOrDefault(sign);

    /// <summary>What is written below and above it is its limits.</summary>
    public static bool HasLimits(string tex) => WithLimits.Contains(tex);

    public static string Identifier(string name, string? variant)
    {
        if (Commands.TryGetValue(name, out var command))
        {
            return command;
        }

        var escaped = Escaped(name);
        return Functions.Contains(name) ? $"\\{name}"
            : variant?.StartsWith("bold", StringComparison.Ordinal) is true ? $"\\mathbf{{{escaped}}}"
            : variant == "double-struck" ? $"\\mathbb{{{escaped}}}"
            : name.Length > 1 && name.All(char.IsAsciiLetter) ? $"\\mathrm{{{escaped}}}"
            : escaped;
    }

    public static string Operator(string text) =>
        Commands.TryGetValue(text, out var command) ? command
        : Functions.Contains(text) ? $"\\{text}"
        : text is ['\u2061' or '\u2062' or '\u2063' or '\u2064'] ? ""
        : text == "\u2212" ? "-"
        : Escaped(text);

    public static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAny(Reserved))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 4);
        foreach (var letter in text)
        {
            escaped.Append(Reserved.Contains(letter) ? "\\" : "").Append(letter);
        }

        return escaped.ToString();
    }

    private static FrozenDictionary<string, string> Pairs(string words) =>
        words.Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => $"\\{pair[1]}", StringComparer.Ordinal);
}
