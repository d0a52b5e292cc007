namespace MolScreen.Chemistry.Depiction;

/// <summary>One molecule of a drawing.</summary>
/// <param name="Smiles">Drawn as written; its atoms are counted from 0 in this order.</param>
public sealed record DrawnMolecule(string Smiles)
{
    /// <summary>Text under the molecule: at most three lines, then an ellipsis. "" for none.</summary>
    public string Legend { get; init; } = "";

    /// <summary>Coloured atoms and bonds; a bond between atoms of one colour takes it too.</summary>
    public IReadOnlyList<Highlight> Highlights { get; init; } = [];

    /// <summary>
    /// A weight for each atom, or none: halos from blue (negative) over nothing (zero) to red (positive), on the scale of
    /// <see cref="DrawingOptions.WeightScale"/>.
    /// </summary>
    public IReadOnlyList<double> Weights { get; init; } = [];
}

/// <summary>A coloured atom or bond.</summary>
/// <param name="Begin">Atom, or one end of the bond.</param>
/// <param name="End">The other end of the bond; −1 for an atom.</param>
/// <param name="Colour">0xRRGGBB.</param>
public readonly record struct Highlight(int Begin, int End, int Colour)
{
    /// <summary>The colour of a highlight where none is asked for: a light red.</summary>
    public const int DefaultColour = 0xFFB3A7;

    /// <summary>An atom.</summary>
    public static Highlight Atom(int index, int colour = DefaultColour) => new(index, -1, colour);

    /// <summary>The bond between two atoms.</summary>
    public static Highlight Bond(int begin, int end, int colour = DefaultColour) => new(begin, end, colour);
}

/// <summary>A finished drawing.</summary>
/// <param name="Svg">
/// An SVG document without scripts, fonts or links, that scales (viewBox). Each molecule is a group of class
/// <c>molecule-0</c>, <c>molecule-1</c> …; its elements carry classes <c>atom-i</c> and <c>bond-i</c>.
/// </param>
/// <param name="Status">What became of each molecule.</param>
/// <param name="Messages">One sentence for each that could not be drawn, which also stands in its cell; else "".</param>
public sealed record Drawing(string Svg, MoleculeStatus[] Status, string[] Messages);
