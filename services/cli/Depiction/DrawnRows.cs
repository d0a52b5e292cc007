using MolScreen.Chemistry;
using MolScreen.Chemistry.Alerts;
using MolScreen.Chemistry.Depiction;
using MolScreen.Cli.Alerts;
using MolScreen.Cli.Molecules;

namespace MolScreen.Cli.Depiction;

/// <summary>Processed rows as molecules to draw.</summary>
internal static class DrawnRows
{
    /// <summary>
    /// The standard form where there is one, else the text as written, which the drawing then explains; identifiers as
    /// legends; alerts highlighted and named where the batch has them.
    /// </summary>
    public static List<DrawnMolecule> Of(IReadOnlyList<ProcessedRow> rows)
    {
        var drawn = new List<DrawnMolecule>();
        foreach (var group in rows.GroupBy(row => row.Batch))
        {
            using var alerts = group.Key.Alerts?.ByMolecule().GetEnumerator();
            foreach (var row in group)
            {
                IReadOnlyList<AlertMatch> found = [];
                if (row.Error is null && alerts is not null)
                {
                    alerts.MoveNext();
                    found = alerts.Current;
                }

                drawn.Add(Of(row, found));
            }
        }

        return drawn;
    }

    private static DrawnMolecule Of(ProcessedRow row, IReadOnlyList<AlertMatch> alerts)
    {
        var smiles = row.Error is null && row.Batch.Smiles is { } standard ? standard[row.Accepted] : row.Smiles;
        var names = alerts.Select(match => $"{CatalogNames.Of(match.Alert.Catalog)}: {match.Alert.Name}");
        string[] legend = [Plain(row.Record.Id), string.Join(", ", names), row.Error ?? ""];
        return new DrawnMolecule(smiles)
        {
            Legend = string.Join(" – ", legend.Where(part => part.Length > 0)),
            Highlights = [.. alerts.SelectMany(match => match.Atoms).SelectMany(atoms => atoms).Distinct().Order().Select(atom => Highlight.Atom(atom))],
        };
    }

    /// <summary>Identifiers may hold what no text of a drawing may.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
}
