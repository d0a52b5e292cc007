using System.CommandLine;
using MolScreen.Chemistry.Depiction;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Explaining;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;
using MolScreen.Gnn;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen explain</c>: which atoms a prediction comes from, and which alerts and rules a molecule hits.</summary>
public static class ExplainCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Name or folder of a model bundle." };
        var molecules = MoleculeInput.Argument();
        var task = new Option<string?>("--task") { Description = "One of the model's tasks; all of them without it." };
        var svg = new Option<string?>("--svg") { Description = "SVG to write: halos on the atoms, red where they raise the prediction, blue where they lower it." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line for each task, instead of a table; a file of molecules is always written so." };
        var output = new Option<string?>("--out", "-o") { Description = "File to write; standard output without it." };
        var columns = new ColumnOptions();
        var command = new ExampledCommand(
            "explain",
            "Explain predictions: contributions of atoms that add up to the prediction, structural alerts and violated rules.",
            "molscreen explain esol 'CC(=O)Nc1ccc(O)cc1' --svg paracetamol.svg",
            "molscreen explain bace 'CC(=O)Nc1ccc(O)cc1' --json",
            "molscreen explain esol library.smi --task log_solubility --out explanations.jsonl")
        {
            model, molecules, task, svg, json, output, columns.Smiles, columns.Id,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var (input, picture) = (parsed.GetRequiredValue(molecules), parsed.GetValue(svg));
                using var explainer = Explainer.Open(BundleCatalog.Resolve(parsed.GetRequiredValue(model)));
                var asked = Asked(explainer.Manifest, parsed.GetValue(task), picture is not null);
                using var drawing = picture is null ? null : OutputFile.Open(picture, parsed.InvocationConfiguration.Output);
                using var file = OutputFile.Open(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
                Action<TextWriter, string, ExplainedRow> write = parsed.GetValue(json) || !MoleculeInput.IsText(input) ? ExplanationLines.Write : ExplanationText.Write;
                var drawn = new List<DrawnMolecule>();
                foreach (var molecule in new ExplainedRows(explainer, asked).Of(input, columns.Of(parsed), cancel))
                {
                    write(file.Writer, explainer.Manifest.Name, molecule);
                    if (drawing is not null && molecule.Predictions.Count > 0)
                    {
                        drawn.Add(ExplanationText.Drawn(explainer.Manifest.Name, molecule));
                    }

                    if (drawn.Count > DrawingOptions.MostMolecules)
                    {
                        throw new InputException($"--svg draws at most {DrawingOptions.MostMolecules} molecules");
                    }
                }

                if (drawing is not null)
                {
                    drawing.Writer.Write(Picture(drawn, input));
                    drawing.Commit();
                }

                file.Commit();
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    /// <summary>The tasks that are asked for; null for all.</summary>
    private static string[]? Asked(BundleManifest manifest, string? task, bool drawn)
    {
        var names = string.Join(", ", manifest.Tasks.Select(one => one.Name));
        if (task is null)
        {
            return drawn && manifest.Tasks.Count > 1 ? throw new InputException($"--svg draws one task: choose with --task among {names}") : null;
        }

        return manifest.Tasks.Any(one => one.Name == task) ? [task] : throw new InputException($"--task {task}: the model {manifest.Name} has {names}");
    }

    private static string Picture(List<DrawnMolecule> drawn, string input) => drawn.Count > 0
        ? Depictor.Draw(drawn, new DrawingOptions { Width = 500, Height = 400, Columns = 3 }).Svg
        : throw new InputException($"{input}: no molecules");
}
