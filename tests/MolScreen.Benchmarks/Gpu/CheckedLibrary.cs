using MolScreen.Chemistry;
using MolScreen.Gnn;

namespace MolScreen.Benchmarks.Gpu;

/// <summary>The molecules that are checked.</summary>
/// <param name="Smiles">As they are written.</param>
/// <param name="Inputs">Their graphs in standard form.</param>
internal sealed record CheckedLibrary(string[] Smiles, MoleculeInputs Inputs)
{
    /// <summary>Reads a file of SMILES, each at the start of a line; those that cannot be read are left out.</summary>
    public static CheckedLibrary Read(string path)
    {
        var smiles = File.ReadLines(path).Select(line => line.Split('\t', ' ')[0]).Where(text => text.Length > 0).ToArray();
        return new CheckedLibrary(smiles, Featurize(smiles));
    }

    /// <summary>Graphs of some molecules, on all cores.</summary>
    public static MoleculeInputs Featurize(string[] smiles)
    {
        var read = MoleculeProcessor.Process(smiles, MoleculeParts.Graph, new ProcessingOptions { Threads = Environment.ProcessorCount }).Graphs!;
        return new MoleculeInputs(new MoleculeGraphs(read.Layout, read.AtomCounts, read.BondCounts, read.AtomCodes, read.AtomMasses, read.BondEnds, read.BondCodes));
    }
}
