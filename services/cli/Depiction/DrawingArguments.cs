using System.Globalization;
using MolScreen.Chemistry.Depiction;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Depiction;

/// <summary>What the command line says about a single molecule's drawing, as text.</summary>
/// <param name="Legend">Text under it.</param>
/// <param name="Atoms">Atom indices with commas between.</param>
/// <param name="Weights">Numbers with commas between.</param>
internal sealed record DrawingArguments(string? Legend, string? Atoms, string? Weights)
{
    /// <summary>Whether anything is said.</summary>
    public bool Given => Legend is not null || Atoms is not null || Weights is not null;

    /// <summary>Reads <c>400x300</c>.</summary>
    /// <exception cref="InputException">Not two sizes within limits.</exception>
    public static (int Width, int Height) Size(string text)
    {
        var parts = text.Split('x');
        return parts.Length == 2 && IsSize(parts[0], out var width) && IsSize(parts[1], out var height)
            ? (width, height)
            : throw new InputException($"--size {text}: must be width x height in pixels, {DrawingOptions.LeastSize} to {DrawingOptions.MostSize} each, for example 400x300");
    }

    /// <summary>The molecule with what is said about it.</summary>
    /// <exception cref="InputException">A list is not one of numbers.</exception>
    public DrawnMolecule Apply(DrawnMolecule molecule) => molecule with
    {
        Legend = Legend is null ? molecule.Legend : string.Join(' ', Legend.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        Highlights = Atoms is null
            ? molecule.Highlights
            : [.. molecule.Highlights, .. Numbers<int>("--highlight-atoms", Atoms).Select(atom => Highlight.Atom(atom))],
        Weights = Weights is null ? [] : [.. Numbers<double>("--weights", Weights)],
    };

    private static bool IsSize(string text, out int size) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= DrawingOptions.LeastSize and <= DrawingOptions.MostSize;

    private static IEnumerable<T> Numbers<T>(string option, string text)
        where T : struct, ISpanParsable<T> => text.Split(',', StringSplitOptions.TrimEntries).Select(part =>
            T.TryParse(part, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new InputException($"{option}: '{part}' is not a number; separate them by commas"));
}
