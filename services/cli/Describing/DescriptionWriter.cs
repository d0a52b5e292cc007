using System.Globalization;
using System.Text.Json;
using MolScreen.Chemistry;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Describing;

/// <summary>Writes described molecules: CSV or JSON lines for scripts, a table of one molecule for people.</summary>
internal sealed class DescriptionWriter(TextWriter output, DescriptionColumns columns)
{
    /// <summary>The first line of the CSV.</summary>
    public void WriteHeader() => Csv.WriteRow(output, ["row", "id", "smiles", .. columns.Names, "error"]);

    /// <summary>One line of the CSV; a molecule that was refused has empty cells.</summary>
    public void WriteRow(ProcessedRow row)
    {
        Csv.WriteRow(
            output,
            [
                row.Record.Row.ToString(CultureInfo.InvariantCulture),
                Csv.Field(row.Record.Id),
                Csv.Field(row.Smiles),
                .. row.Error is null ? Cells(row) : columns.Names.Select(_ => ""),
                row.Error ?? "",
            ]);
    }

    /// <summary>
    /// <c>{"row", "id", "smiles", "descriptors": {name: value}, "sa_score", "rules": {name: {"passes", "violated": [quantity]}}}</c>,
    /// or <c>{"row", "id", "smiles", "error"}</c>. A value that is no number is null.
    /// </summary>
    public void WriteJson(ProcessedRow row) => RowLine.Write(output, row, row.Smiles, json => WriteValues(json, row));

    /// <summary>The molecule's values under one another, each rule with its verdict.</summary>
    public void WriteTable(ProcessedRow row)
    {
        var values = Tables.With("quantity", ">value");
        foreach (var index in columns.Descriptors)
        {
            values.Add(DescriptorSet.Names[index], Readable(DescriptorSet.Of(row.Batch, row.Accepted)[index]));
        }

        if (columns.SaScore)
        {
            values.Add("sa_score (1 easy, 10 hard)", Readable(row.Batch.SaScores![row.Accepted]));
        }

        if (values.Rows.Count > 0)
        {
            output.Draw(values);
        }

        if (columns.Rules)
        {
            output.WriteLine();
            output.Draw(RuleTable(row));
        }
    }

    private static Spectre.Console.Table RuleTable(ProcessedRow row)
    {
        var descriptors = DescriptorSet.Of(row.Batch, row.Accepted);
        var table = Tables.With("rule", "verdict", "violated");
        foreach (var rule in DrugLikenessRule.All)
        {
            var violated = new List<string>();
            foreach (var criterion in rule.Violated(descriptors))
            {
                violated.Add($"{criterion.Quantity} {Readable(criterion.ValueOf(descriptors))}, not {criterion}");
            }

            table.Add(rule.Title, rule.Passes(descriptors) ? "passes" : "fails", string.Join("; ", violated));
        }

        return table;
    }

    private static string Readable(double value) => double.IsNaN(value) ? "not defined" : value.ToString("0.####", CultureInfo.InvariantCulture);

    private List<string> Cells(ProcessedRow row)
    {
        List<string> cells = [];
        var descriptors = columns.Parts.HasFlag(MoleculeParts.Descriptors) ? DescriptorSet.Of(row.Batch, row.Accepted) : [];
        foreach (var index in columns.Descriptors)
        {
            cells.Add(Csv.Field(descriptors[index]));
        }

        if (columns.SaScore)
        {
            cells.Add(Csv.Field(row.Batch.SaScores![row.Accepted]));
        }

        if (columns.Rules)
        {
            List<string> names = [];
            foreach (var rule in DrugLikenessRule.All)
            {
                var violated = rule.Violated(descriptors);
                cells.Add(violated.Count.ToString(CultureInfo.InvariantCulture));
                names.AddRange(violated.Select(criterion => $"{rule.Name}:{criterion.Quantity}"));
            }

            cells.Add(string.Join(' ', names));
        }

        return cells;
    }

    private void WriteValues(Utf8JsonWriter writer, ProcessedRow row)
    {
        var descriptors = columns.Parts.HasFlag(MoleculeParts.Descriptors) ? DescriptorSet.Of(row.Batch, row.Accepted) : [];
        if (columns.Descriptors.Count > 0)
        {
            writer.WriteStartObject("descriptors");
            foreach (var index in columns.Descriptors)
            {
                WriteNumber(writer, DescriptorSet.Names[index], descriptors[index]);
            }

            writer.WriteEndObject();
        }

        if (columns.SaScore)
        {
            WriteNumber(writer, "sa_score", row.Batch.SaScores![row.Accepted]);
        }

        if (columns.Rules)
        {
            writer.WriteStartObject("rules");
            foreach (var rule in DrugLikenessRule.All)
            {
                writer.WriteStartObject(rule.Name);
                writer.WriteBoolean("passes", rule.Passes(descriptors));
                writer.WriteStartArray("violated");
                foreach (var criterion in rule.Violated(descriptors))
                {
                    writer.WriteStringValue(criterion.Quantity);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
