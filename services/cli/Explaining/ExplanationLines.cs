using System.Globalization;
using System.Text.Json;
using MolScreen.Cli.Alerts;
using MolScreen.Cli.Molecules;
using MolScreen.Gnn;

namespace MolScreen.Cli.Explaining;

/// <summary>Explanations as JSON lines, one for each task of each molecule.</summary>
internal static class ExplanationLines
{
    /// <summary>
    /// <c>{"row", "id", "smiles", "model", "task", "explained", "prediction", "low", "high", "unit", "domain", "domain_status", "baseline",
    /// "descriptor_share", "absence_share", "atoms": [{"index", "element", "contribution"}…], "method", "completeness_error", "alerts":
    /// [{"catalog", "name", "atoms": [[indices]…]}…], "rules": [{"rule", "passes", "violated": [{"quantity", "value", "allowed", "atoms"}…]}…]}</c>;
    /// for a rejected row <c>{"row", "id", "smiles", "error"}</c>. What is not known is null.
    /// </summary>
    public static void Write(TextWriter output, string model, ExplainedRow molecule)
    {
        if (molecule.Row.Error is not null)
        {
            RowLine.Write(output, molecule.Row, molecule.Row.Smiles, _ => { });
        }

        foreach (var prediction in molecule.Predictions)
        {
            RowLine.Write(output, molecule.Row, molecule.Row.Smiles, json =>
            {
                json.WriteString("model", model);
                WritePrediction(json, molecule, prediction);
                WriteAlerts(json, molecule);
                WriteRules(json, molecule);
            });
        }
    }

    /// <summary>What was done, such as <c>integrated gradients of networks (0.6), TreeSHAP (0.4)</c>.</summary>
    public static string Method(ExplainedPrediction prediction) => string.Join(", ", prediction.Arms.Select(arm => string.Create(
        CultureInfo.InvariantCulture,
        $"{arm.Arm switch { ArmKind.Network => "integrated gradients of networks", ArmKind.Trees => "TreeSHAP", _ => "integrated gradients of the kernel" }} ({arm.Weight:0.##})")));

    private static void WritePrediction(Utf8JsonWriter json, ExplainedRow molecule, ExplainedPrediction prediction)
    {
        json.WriteString("task", prediction.Task.Name);
        json.WriteString("explained", molecule.Smiles);
        WriteNumber(json, "prediction", (float)prediction.Value);
        WriteNumber(json, "low", (float)prediction.Low);
        WriteNumber(json, "high", (float)prediction.High);
        json.WriteString("unit", prediction.Task.Unit);
        if (prediction.Domain is { } domain)
        {
            WriteNumber(json, "domain", domain.Score);
            json.WriteString("domain_status", domain.Status.ToString().ToLowerInvariant());
        }

        WriteNumber(json, "baseline", prediction.Baseline);
        WriteNumber(json, "descriptor_share", prediction.DescriptorShare);
        WriteNumber(json, "absence_share", prediction.AbsenceShare);
        json.WriteStartArray("atoms");
        for (var atom = 0; atom < prediction.Atoms.Length; atom++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", atom);
            json.WriteString("element", molecule.Atoms[atom]);
            WriteNumber(json, "contribution", prediction.Atoms[atom]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("method", Method(prediction));
        WriteNumber(json, "completeness_error", prediction.CompletenessError);
    }

    private static void WriteAlerts(Utf8JsonWriter json, ExplainedRow molecule)
    {
        json.WriteStartArray("alerts");
        foreach (var match in molecule.Alerts)
        {
            json.WriteStartObject();
            json.WriteString("catalog", CatalogNames.Of(match.Alert.Catalog));
            json.WriteString("name", match.Alert.Name);
            json.WriteStartArray("atoms");
            foreach (var atoms in match.Atoms)
            {
                json.WriteStartArray();
                WriteIndices(json, atoms);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRules(Utf8JsonWriter json, ExplainedRow molecule)
    {
        json.WriteStartArray("rules");
        foreach (var rule in molecule.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule.Name);
            json.WriteBoolean("passes", rule.Passes);
            json.WriteStartArray("violated");
            foreach (var violation in rule.Violations)
            {
                json.WriteStartObject();
                json.WriteString("quantity", violation.Criterion.Quantity);
                WriteNumber(json, "value", violation.Value);
                json.WriteString("allowed", violation.Criterion.ToString());
                json.WriteStartArray("atoms");
                WriteIndices(json, violation.Atoms);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIndices(Utf8JsonWriter json, IEnumerable<int> atoms)
    {
        foreach (var atom in atoms)
        {
            json.WriteNumberValue(atom);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>With the digits that predictions are written in.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
