using System.Text.Json;
using MolScreen.Cli.CommandLine;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;

namespace MolScreen.Cli.Learning;

/// <summary>Which molecules of a library a model is measured on.</summary>
/// <param name="Name">all, train, validation or test.</param>
/// <param name="Positions">Positions in the library's accepted molecules.</param>
internal sealed record EvaluatedPart(string Name, int[] Positions)
{
    private const string SplitFile = "split.json";

    /// <summary>
    /// The part asked for. Without one: the test part of the data that the model was trained on, so that a model is
    /// never praised for what it has seen; all of any other data.
    /// </summary>
    /// <exception cref="InputException">A part is asked for of other data than the model was trained on.</exception>
    public static EvaluatedPart Of(string? asked, string folder, BundleManifest manifest, LabelledLibrary library)
    {
        var same = manifest.Data.Sha256.Length > 0 && manifest.Data.Sha256 == BundleFolder.Hash(library.Paths);
        var name = asked ?? (same && manifest.Split.Test > 0 ? "test" : "all");
        if (name == "all")
        {
            return new EvaluatedPart(name, [.. Enumerable.Range(0, library.Rows.Length)]);
        }

        if (!same)
        {
            throw new InputException($"{library.Name} is not the data that {manifest.Name} was trained on ({manifest.Data.File}), so it has no {name} part; use --part all");
        }

        using var split = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, SplitFile)));
        var rows = split.RootElement.GetProperty(name).EnumerateArray().Select(row => row.GetInt32()).ToHashSet();
        return new EvaluatedPart(name, [.. Enumerable.Range(0, library.Rows.Length).Where(i => rows.Contains(library.Rows[i]))]);
    }

    /// <summary>The part's rows of a row-major table with so many columns.</summary>
    public float[] Rows(float[] table, int columns) =>
        [.. Positions.SelectMany(position => table.AsSpan(position * columns, columns).ToArray())];

    /// <summary>The part's predictions.</summary>
    public Predictions Of(Predictions all, int tasks) => new()
    {
        Values = Rows(all.Values, tasks),
        Low = all.Low is { } low ? Rows(low, tasks) : null,
        High = all.High is { } high ? Rows(high, tasks) : null,
        Classes = all.Classes is { } classes ? [.. Positions.SelectMany(position => classes[(position * tasks)..((position + 1) * tasks)])] : null,
        Domain = all.Domain is { } domain ? [.. Positions.Select(position => domain[position])] : null,
    };
}
