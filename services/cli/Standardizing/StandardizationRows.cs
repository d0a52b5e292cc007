using System.Globalization;
using System.Text.Json;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;
using MolScreen.Chemistry;

namespace MolScreen.Cli.Standardizing;

/// <summary>Standardized molecules as rows of a CSV file or as JSON, one object a line.</summary>
internal sealed class StandardizationRows(TextWriter output, bool json, bool inchiKey)
{
    /// <summary>The header of a CSV file; nothing in JSON.</summary>
    public void WriteHeader()
    {
        if (!json)
        {
            Csv.WriteRow(output, ["row", "id", "smiles", "standard_smiles", .. Key("inchikey"), "steps", "removed", "error"]);
        }
    }

    /// <summary>One row, a rejected one with its reason.</summary>
    public void Write(ProcessedRow row)
    {
        if (json)
        {
            WriteJson(row);
        }
        else
        {
            WriteCsv(row);
        }
    }

    private void WriteCsv(ProcessedRow row)
    {
        string[] start = [row.Record.Row.ToString(CultureInfo.InvariantCulture), Csv.Field(row.Record.Id), Csv.Field(row.Smiles)];
        if (row.Error is { } error)
        {
            Csv.WriteRow(output, [.. start, "", .. Key(""), "", "", error]);
            return;
        }

        var report = row.Batch.Standardization![row.Accepted];
        Csv.WriteRow(output,
        [
            .. start, Csv.Field(row.Batch.Smiles![row.Accepted]), .. Key(row.Batch.InchiKeys?[row.Accepted] ?? ""),
            string.Join(';', StandardizationText.Events(report)), Csv.Field(StandardizationText.Removed(report)), "",
        ]);
    }

    private IEnumerable<string> Key(string text) => inchiKey ? [text] : [];

    private void WriteJson(ProcessedRow row) => RowLine.Write(output, row, row.Smiles, json => WriteStandard(json, row));

    private void WriteStandard(Utf8JsonWriter writer, ProcessedRow row)
    {
        var report = row.Batch.Standardization![row.Accepted];
        writer.WriteString("standard_smiles", row.Batch.Smiles![row.Accepted]);
        if (inchiKey)
        {
            writer.WriteString("inchikey", row.Batch.InchiKeys![row.Accepted]);
        }

        writer.WriteString("recipe", StandardizationRecipe.Version);
        writer.WriteStartArray("steps");
        foreach (var step in StandardizationText.Events(report))
        {
            writer.WriteStringValue(step);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("removed");
        foreach (var (fragment, copies) in StandardizationText.Counted(report))
        {
            writer.WriteStartObject();
            writer.WriteString("smiles", fragment.Smiles);
            writer.WriteString("name", fragment.Name);
            writer.WriteNumber("copies", copies);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
