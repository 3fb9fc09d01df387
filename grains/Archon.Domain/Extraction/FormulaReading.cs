namespace Archon.Domain.Extraction;

/// <summary>What a program of the page takes for formulas in its text.</summary>
internal enum FormulaReading
{
    /// <summary>Nothing: there is none.</summary>
    None,

    /// <summary>What stands between its own marks, and environments of LaTeX.</summary>
    Marks,

    /// <summary>What stands between single dollars as well, as the page says.</summary>
    Dollars,
}
