using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Fingerprints;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen fingerprint</c>: the bits or counts of molecules, for scripts.</summary>
public static class FingerprintCommand
{
    public static Command Create()
    {
        var molecules = MoleculeInput.Argument();
        var kind = new Option<string>("--kind") { Description = "morgan, maccs, rdkit (paths), atom-pair or pattern.", DefaultValueFactory = _ => "morgan" };
        kind.AcceptOnlyFromAmong([.. FingerprintTable.Kinds.Keys]);
        var radius = Number.Option("--radius", "Radius of Morgan environments in bonds; 2 is ECFP4.", 2, 0, FingerprintOptions.HighestRadius);
        var size = Number.Option("--size", "Bits or counts, a multiple of 8; MACCS always has 167.", 2048, 8, FingerprintOptions.HighestSize);
        var counts = new Option<bool>("--counts") { Description = "Counts as index:count pairs instead of bits (morgan, atom-pair)." };
        var features = new Option<bool>("--features") { Description = "FCFP instead of ECFP invariants (morgan)." };
        var chirality = new Option<bool>("--chirality") { Description = "Tell stereoisomers apart (morgan, atom-pair)." };
        var standardize = new Option<bool>("--standardize") { Description = "Standardize first, as predictions do; without it molecules are taken as written." };
        var output = new Option<string?>("--out", "-o") { Description = "CSV to write; standard output without it." };
        var columns = new ColumnOptions();
        var command = new ExampledCommand(
            "fingerprint",
            "Compute fingerprints as CSV: row, id, smiles, fingerprint, error. Bits are hexadecimal digits, byte after byte, bit i being bit i % 8 (the lowest first) of byte i / 8, as in FPS files.",
            "molscreen fingerprint 'CC(=O)Nc1ccc(O)cc1' --kind maccs",
            "molscreen fingerprint library.smi --radius 3 --size 1024 --out fingerprints.csv",
            "molscreen fingerprint library.smi --kind atom-pair --counts --out counts.csv")
        {
            molecules, kind, radius, size, counts, features, chirality, standardize, columns.Smiles, columns.Id, output,
        };
        command.SetAction((parsed, cancel) =>
        {
            var options = new ProcessingOptions
            {
                Standardize = parsed.GetValue(standardize),
                MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms,
                Fingerprint = Checked(new FingerprintOptions
                {
                    Kind = FingerprintTable.Kinds[parsed.GetRequiredValue(kind)],
                    Radius = parsed.GetValue(radius),
                    Size = parsed.GetValue(size),
                    Counts = parsed.GetValue(counts),
                    Features = parsed.GetValue(features),
                    Chirality = parsed.GetValue(chirality),
                }),
            };
            var rows = MoleculeInput.Process(
                parsed.GetRequiredValue(molecules), columns.Of(parsed), MoleculeParts.Fingerprint, options, cancel);
            using var file = OutputFile.Open(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
            FingerprintTable.Write(rows, file.Writer);
            file.Commit();
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static FingerprintOptions Checked(FingerprintOptions options)
    {
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InputException($"--{e.ParamName!.ToLowerInvariant()}: {e.Message.Split('(', '\n')[0].Trim()}", e);
        }
    }
}
