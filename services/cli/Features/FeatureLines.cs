using System.Text.Json;
using MolScreen.Chemistry;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Features;

/// <summary>Molecular graphs as text: JSON for scripts, one line a molecule, or nonzero positions for people.</summary>
internal static class FeatureLines
{
    /// <summary>
    /// <c>{"smiles", "V": atoms × 72 (133), "E": directed edges × 14, "edge_index": [sources, targets], "rev_edge_index"}</c>.
    /// </summary>
    public static string Json(string smiles, MoleculeFeatures features) => JsonText.Line(writer =>
    {
        writer.WriteString("smiles", smiles);
        WriteMatrix(writer, "V", features.Atoms);
        WriteMatrix(writer, "E", features.Edges);
        writer.WriteStartArray("edge_index");
        WriteIndices(writer, features.Sources);
        WriteIndices(writer, features.Targets);
        writer.WriteEndArray();
        writer.WritePropertyName("rev_edge_index");
        WriteIndices(writer, features.Reverses);
    });

    /// <summary>The line of a molecule that could not be read: <c>{"smiles", "error"}</c>.</summary>
    public static string JsonError(string smiles, string error) => JsonText.Line(writer =>
    {
        writer.WriteString("smiles", smiles);
        writer.WriteString("error", error);
    });

    /// <summary>Atoms and edges with the positions that are not zero.</summary>
    public static void WriteText(TextWriter output, string smiles, MoleculeFeatures features, FeatureLayout layout)
    {
        output.WriteLine($"{smiles}: {features.Atoms.Length} atoms × {layout.AtomWidth}, {features.Edges.Length} directed edges × {layout.BondWidth}");
        for (var i = 0; i < features.Atoms.Length; i++)
        {
            output.WriteLine($"  atom {i}: {NonZero(features.Atoms[i])}");
        }

        for (var i = 0; i < features.Edges.Length; i++)
        {
            output.WriteLine($"  edge {i} ({features.Sources[i]} → {features.Targets[i]}): {NonZero(features.Edges[i])}");
        }
    }

    private static string NonZero(float[] vector) => string.Join(' ', vector
        .Select((value, index) => (value, index))
        .Where(entry => entry.value != 0)
        .Select(entry => entry.value == 1 ? $"{entry.index}" : FormattableString.Invariant($"{entry.index}={entry.value}")));

    private static void WriteMatrix(Utf8JsonWriter writer, string name, float[][] rows)
    {
        writer.WriteStartArray(name);
        foreach (var row in rows)
        {
            writer.WriteStartArray();
            foreach (var value in row)
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteIndices(Utf8JsonWriter writer, int[] indices)
    {
        writer.WriteStartArray();
        foreach (var index in indices)
        {
            writer.WriteNumberValue(index);
        }

        writer.WriteEndArray();
    }
}
