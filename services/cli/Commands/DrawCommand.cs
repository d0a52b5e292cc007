using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Depiction;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Depiction;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen draw</c>: molecules as SVG.</summary>
public static class DrawCommand
{
    public static Command Create()
    {
        var molecules = MoleculeInput.Argument();
        var output = new Option<string?>("--out", "-o") { Description = "SVG to write; standard output without it." };
        var size = new Option<string>("--size") { Description = "Width x height of a cell in pixels, 50 to 4000 each.", DefaultValueFactory = _ => "400x300" };
        var legend = new Option<string?>("--legend") { Description = "Text under a single molecule; molecules of a file carry their identifiers." };
        var highlight = new Option<string?>("--highlight") { Description = "SMARTS whose matches are highlighted." };
        var atoms = new Option<string?>("--highlight-atoms") { Description = "Atoms of a single molecule, counted from 0 as drawn, separated by commas." };
        var weights = new Option<string?>("--weights") { Description = "A number for each atom of a single molecule: red halos for positive, blue for negative." };
        var alerts = new Option<bool>("--alerts") { Description = "Highlight structural alerts and name them under the molecule." };
        var indices = new Option<bool>("--atom-indices") { Description = "Number the atoms, from 0." };
        var stereo = new Option<bool>("--stereo-labels") { Description = "Write R, S, E and Z at stereo centres." };
        var monochrome = new Option<bool>("--monochrome") { Description = "Black atoms, whatever the element." };
        var transparent = new Option<bool>("--transparent") { Description = "No white background." };
        var asWritten = new Option<bool>("--as-written") { Description = "Draw molecules as written; without it they are standardized first, as predictions do." };
        var columns = Number.Option("--columns", "Molecules in a row of a grid.", 4, 1, DrawingOptions.MostColumns);
        var top = Number.Option("--top", "Molecules of a file to draw.", DrawingOptions.MostMolecules, 1, DrawingOptions.MostMolecules);
        var columnOptions = new ColumnOptions();
        var command = new ExampledCommand(
            "draw",
            "Draw a molecule, or the first molecules of a file as a grid, as one SVG.",
            "molscreen draw 'CC(=O)Oc1ccccc1C(=O)O' --out aspirin.svg --legend aspirin",
            "molscreen draw 'O=C1C=CC(=O)C=C1' --alerts --out quinone.svg",
            "molscreen draw CCO --as-written --weights=-0.2,0.1,0.7 --out weights.svg",
            "molscreen draw library.smi --top 20 --columns 5 --size 250x200 --out library.svg")
        {
            molecules, output, size, legend, highlight, atoms, weights, alerts, indices, stereo, monochrome, transparent, asWritten, columns, top,
            columnOptions.Smiles, columnOptions.Id,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var (width, height) = DrawingArguments.Size(parsed.GetRequiredValue(size));
                var options = new DrawingOptions
                {
                    Width = width,
                    Height = height,
                    Columns = parsed.GetValue(columns),
                    AtomIndices = parsed.GetValue(indices),
                    StereoLabels = parsed.GetValue(stereo),
                    Monochrome = parsed.GetValue(monochrome),
                    Transparent = parsed.GetValue(transparent),
                    Substructure = parsed.GetValue(highlight),
                };
                var processing = new ProcessingOptions { Standardize = !parsed.GetValue(asWritten), Threads = 1 };
                var parts = (processing.Standardize ? MoleculeParts.Smiles : 0) | (parsed.GetValue(alerts) ? MoleculeParts.Alerts : 0);
                var input = parsed.GetRequiredValue(molecules);
                var rows = MoleculeInput.Process(input, columnOptions.Of(parsed), parts, processing, cancel).Take(parsed.GetValue(top)).ToList();
                var drawn = DrawnRows.Of(rows);
                if (drawn.Count == 0)
                {
                    throw new InputException($"{input}: no molecules");
                }

                var own = new DrawingArguments(parsed.GetValue(legend), parsed.GetValue(atoms), parsed.GetValue(weights));
                if (own.Given && drawn.Count > 1)
                {
                    throw new InputException("--legend, --highlight-atoms and --weights are for a single molecule");
                }

                drawn[0] = own.Apply(drawn[0]);
                using var file = OutputFile.Open(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
                file.Writer.Write(Draw(drawn, options));
                file.Commit();
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static string Draw(List<DrawnMolecule> molecules, DrawingOptions options)
    {
        try
        {
            var drawing = Depictor.Draw(molecules, options);
            return molecules.Count > 1 || drawing.Status[0] == MoleculeStatus.Ok
                ? drawing.Svg
                : throw new InputException(drawing.Messages[0]);
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message, e);
        }
    }
}
