using System.Globalization;
using MolScreen.Chemistry.Depiction;
using MolScreen.Cli.Alerts;
using MolScreen.Cli.Output;
using MolScreen.Gnn;

namespace MolScreen.Cli.Explaining;

/// <summary>Explanations for people: tables, and the molecule with halos.</summary>
internal static class ExplanationText
{
    /// <summary>Each prediction with its atoms, the one that contributes most first; then alerts and violated rules.</summary>
    public static void Write(TextWriter output, string model, ExplainedRow molecule)
    {
        output.WriteLine(molecule.Smiles == molecule.Row.Smiles ? molecule.Smiles : $"{molecule.Row.Smiles}, explained as {molecule.Smiles}");
        foreach (var prediction in molecule.Predictions)
        {
            WritePrediction(output, model, molecule, prediction);
        }

        WriteFindings(output, molecule);
    }

    /// <summary>The molecule with a halo for each contribution, red upwards and blue downwards, and the prediction beneath.</summary>
    public static DrawnMolecule Drawn(string model, ExplainedRow molecule)
    {
        var prediction = molecule.Predictions[0];
        return new DrawnMolecule(molecule.Smiles)
        {
            Legend = $"{(molecule.Row.Record.Id.Length > 0 ? molecule.Row.Record.Id + " – " : "")}{model}.{prediction.Task.Name}: {Value(prediction)}, baseline {Number(prediction.Baseline)}",
            Weights = prediction.Atoms,
        };
    }

    private static void WritePrediction(TextWriter output, string model, ExplainedRow molecule, ExplainedPrediction prediction)
    {
        output.WriteLine();
        output.WriteLine($"{model}.{prediction.Task.Name}: {Value(prediction)}");
        if (prediction.Domain is { } domain)
        {
            output.WriteLine($"domain: {domain.Status.ToString().ToLowerInvariant()} ({Number(domain.Score)})");
        }

        output.WriteLine($"baseline {Number(prediction.Baseline)} + atoms {Number(prediction.Atoms.Sum())}, of which descriptors {Number(prediction.DescriptorShare)}, absent groups {Number(prediction.AbsenceShare)}");
        output.WriteLine($"by {ExplanationLines.Method(prediction)}");
        var table = Tables.With(">atom", "element", ">contribution");
        foreach (var atom in Enumerable.Range(0, prediction.Atoms.Length).OrderByDescending(atom => Math.Abs(prediction.Atoms[atom])))
        {
            table.Add(atom.ToString(CultureInfo.InvariantCulture), molecule.Atoms[atom], prediction.Atoms[atom].ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture));
        }

        output.Draw(table);
    }

    private static void WriteFindings(TextWriter output, ExplainedRow molecule)
    {
        var table = Tables.With("alert or rule", "what", "atoms");
        foreach (var match in molecule.Alerts)
        {
            table.Add(CatalogNames.Of(match.Alert.Catalog), match.Alert.Name, string.Join("; ", match.Atoms.Select(Indices)));
        }

        foreach (var rule in molecule.Rules)
        {
            foreach (var violation in rule.Violations)
            {
                table.Add(
                    $"{rule.Rule.Name}{(rule.Passes ? " (passes)" : "")}",
                    $"{violation.Criterion.Quantity} {Number(violation.Value)}, not {violation.Criterion}",
                    Indices(violation.Atoms));
            }
        }

        output.WriteLine();
        if (table.Rows.Count == 0)
        {
            output.WriteLine("no structural alerts, no rule violated");
            return;
        }

        output.Draw(table);
    }

    private static string Value(ExplainedPrediction prediction)
    {
        var interval = double.IsFinite(prediction.Low) ? $" ({Number(prediction.Low)} to {Number(prediction.High)})" : "";
        return $"{Number(prediction.Value)} {prediction.Task.Unit}".TrimEnd() + interval;
    }

    private static string Indices(IEnumerable<int> atoms) => string.Join(' ', atoms);

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
