using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Cli.Search;
using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen search</c>: molecules by structure, in a file, an index, or the results of a job.</summary>
public static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "A SMILES; with --substructure a SMARTS or the path of a MOL file." };
        var source = new Option<string>("--in", "-i") { Description = "A file of molecules, an index of molscreen index, or a database of screenings.", Required = true };
        var job = new Option<string>("--job") { Description = "In a database, the job: its id, the start of it, its name, or last.", DefaultValueFactory = _ => "last" };
        var similar = new Option<bool>("--similar") { Description = "By Tanimoto similarity of Morgan fingerprints (radius 2, 2048 bits); the default." };
        var substructure = new Option<bool>("--substructure") { Description = "Molecules that contain the query." };
        var exact = new Option<bool>("--exact") { Description = "The same molecule after standardization: salts and other drawings are found." };
        var threshold = Number.Option("--threshold", "Least similarity.", 0.0, 0, 1);
        var chirality = new Option<bool>("--chirality") { Description = "Stereo that a substructure states must be the molecule's." };
        var top = Number.Option("--top", "Most rows.", 100, 1, ScreeningQueries.MaxPage);
        var output = new Option<string?>("--out", "-o") { Description = "CSV to write (- for standard output) instead of a table." };
        var columns = new ColumnOptions();
        var command = new ExampledCommand(
            "search",
            "Find molecules by similarity, substructure or identity.",
            "molscreen search 'CC(=O)Oc1ccccc1C(=O)O' --in library.smi --threshold 0.5",
            "molscreen search '[NX3;H2]c1ccccc1' --in library.index --substructure --out anilines.csv",
            "molscreen search 'CC(=O)Nc1ccc(O)cc1' --in screening.db --job last --exact")
        {
            query, source, job, similar, substructure, exact, threshold, chirality, top, output, columns.Smiles, columns.Id,
        };
        command.Validators.Add(result =>
        {
            if (new[] { similar, substructure, exact }.Count(result.GetValue) > 1)
            {
                result.AddError("Give one of --similar, --substructure and --exact.");
            }
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var text = parsed.GetRequiredValue(query);
            var (parts, same) = (parsed.GetValue(substructure), parsed.GetValue(exact));
            var search = new StructureSearch(
                parts || same ? null : text,
                parts ? SearchedLibrary.QueryText(text) : null,
                same ? text : null,
                parsed.GetValue(threshold),
                parsed.GetValue(chirality),
                parsed.GetValue(top));
            using var file = parsed.GetValue(output) is { } path ? OutputFile.Open(path, parsed.InvocationConfiguration.Output) : null;
            var page = await SearchedLibrary.Search(
                parsed.GetRequiredValue(source), parsed.GetRequiredValue(job), columns.Of(parsed), search, parsed.InvocationConfiguration.Error, cancel);
            FoundTable.Write(page, file?.Writer, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            file?.Commit();
            return ExitCode.Ok;
        });
        return command;
    }
}
