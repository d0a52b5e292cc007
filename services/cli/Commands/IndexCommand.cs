using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Cli.Search;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen index</c>: a library made ready for search.</summary>
public static class IndexCommand
{
    public static Command Create()
    {
        var library = new Argument<string>("library") { Description = "A file of molecules (- reads standard input)." };
        var output = new Option<string>("--out", "-o") { Description = "Index file to write; some 900 bytes a molecule.", Required = true };
        var columns = new ColumnOptions();
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "index", "Make a library ready for molscreen search, once for many searches.", "molscreen index library.smi --out library.index")
        {
            library, output, columns.Smiles, columns.Id, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(output);
                OutputFile.RequireWritable(path);
                using var index = SearchedLibrary.Build(
                    parsed.GetRequiredValue(library), columns.Of(parsed), parsed.GetValue(threads), parsed.InvocationConfiguration.Error, cancel);
                index.Save(path);
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{path}: {index.Count} molecules of {index.Rows} rows ({index.Rows - index.Count} cannot be read), {index.Bytes} bytes");
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }
}
