using System.Text;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Depiction;

/// <summary>Draws molecules as SVG. The same molecules and options give the same text, byte for byte. Thread-safe.</summary>
public static class Depictor
{
    private const int InvalidArgument = 1;

    /// <summary>Draws molecules into one SVG, row by row; one that cannot be drawn leaves a cell that says why.</summary>
    /// <param name="molecules">1 to <see cref="DrawingOptions.MostMolecules"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">A size is out of range, the substructure is no SMARTS, or a legend is not plain text.</exception>
    public static unsafe Drawing Draw(IReadOnlyList<DrawnMolecule> molecules, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(molecules);
        options ??= new DrawingOptions();
        options.Validate(molecules.Count);
        var texts = Pack(molecules, molecule => molecule.Smiles);
        var legends = Pack(molecules, molecule => molecule.Legend);
        var (highlights, highlightOffsets) = Join(molecules, molecule => molecule.Highlights);
        var (weights, weightOffsets) = Join(molecules, molecule => molecule.Weights);
        var native = NativeDrawingOptions.Of(options);
        var smarts = options.Substructure is { } text ? Encoding.UTF8.GetBytes(text + '\0') : null;
        nint drawing;
        int status;
        fixed (Highlight* first = highlights)
        fixed (double* weight = weights)
        {
            status = NativeChemistry.Draw(
                texts.Bytes, texts.Offsets, legends.Bytes, legends.Offsets, molecules.Count, first, highlightOffsets, weight, weightOffsets, smarts, in native, out drawing);
        }

        if (status == InvalidArgument)
        {
            throw new ArgumentException(options.Substructure is null ? NativeChemistry.LastMessage() : $"{options.Substructure}: {NativeChemistry.LastMessage()}");
        }

        NativeChemistry.Check(status);
        try
        {
            NativeChemistry.Check(NativeChemistry.ViewDrawing(drawing, out var svg, out var length, out var states, out var messages, out var offsets));
            return new Drawing(
                Encoding.UTF8.GetString(svg, checked((int)length)),
                new ReadOnlySpan<MoleculeStatus>(states, molecules.Count).ToArray(),
                PackedText.Copy(messages, offsets, molecules.Count).ToStrings());
        }
        finally
        {
            NativeChemistry.FreeDrawing(drawing);
        }
    }

    private static PackedText Pack(IReadOnlyList<DrawnMolecule> molecules, Func<DrawnMolecule, string> text) =>
        PackedText.Pack([.. molecules.Select(text)], 0, molecules.Count);

    private static (T[] Values, int[] Offsets) Join<T>(IReadOnlyList<DrawnMolecule> molecules, Func<DrawnMolecule, IReadOnlyList<T>> values)
    {
        var offsets = new int[molecules.Count + 1];
        var joined = new List<T>();
        for (var i = 0; i < molecules.Count; i++)
        {
            joined.AddRange(values(molecules[i]));
            offsets[i + 1] = joined.Count;
        }

        return ([.. joined], offsets);
    }
}
