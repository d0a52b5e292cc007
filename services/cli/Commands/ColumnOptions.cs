using System.CommandLine;
using MolScreen.Chemistry.Input;

namespace MolScreen.Cli.Commands;

/// <summary>Which columns of a CSV or TSV file, or properties of an SD file, hold what; usual names are found without them.</summary>
internal sealed class ColumnOptions
{
    public Option<string?> Smiles { get; } = new("--smiles-column") { Description = "Column with SMILES, where its name does not say so; of an SD file, a property whose SMILES are read instead of its MOL blocks." };

    public Option<string?> Id { get; } = new("--id-column") { Description = "Column, or property of an SD file, with identifiers." };

    public MoleculeFileOptions Of(ParseResult parsed, bool keepColumns = false) => new()
    {
        SmilesColumn = parsed.GetValue(Smiles),
        IdColumn = parsed.GetValue(Id),
        KeepColumns = keepColumns,
    };
}
