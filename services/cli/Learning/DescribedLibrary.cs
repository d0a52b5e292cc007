using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Cli.Predicting;
using MolScreen.Gnn;

namespace MolScreen.Cli.Learning;

/// <summary>The different molecules of some files with their descriptors (those of <see cref="DescriptorSet.Names"/>), in memory.</summary>
/// <param name="Graphs">Graphs of the standardized molecules (n).</param>
/// <param name="Descriptors">RDKit's descriptors (n × 208).</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Rejected">Rows whose molecule could not be read.</param>
internal sealed record DescribedLibrary(MoleculeGraphs Graphs, DescriptorTable Descriptors, int Rows, int Rejected)
{
    private const int ChunkSize = 4096;

    /// <summary>Reads files, keeping each molecule once.</summary>
    /// <param name="paths">Molecule files.</param>
    /// <param name="limit">Texts to keep at most, drawn at random from the different ones; 0 keeps all.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="threads">0 uses every core.</param>
    /// <param name="error">Where progress goes.</param>
    /// <exception cref="InputException">No molecule can be read.</exception>
    public static DescribedLibrary Read(IReadOnlyList<string> paths, int limit, int seed, int threads, TextWriter error, CancellationToken cancel)
    {
        var (rows, texts) = (0, new HashSet<string>());
        foreach (var record in paths.SelectMany(path => MoleculeFile.Read(path)))
        {
            rows++;
            if (record.Error is null)
            {
                texts.Add(record.Text);
            }
        }

        string[] wanted = [.. texts];
        new Random(seed).Shuffle(wanted);
        wanted = limit > 0 ? wanted[..Math.Min(limit, wanted.Length)] : wanted;

        using var progress = new Progress(error, "molecules");
        HashSet<string> known = [];
        List<MoleculeGraphs> graphs = [];
        List<float> descriptors = [];
        var (read, rejected) = (0, 0);
        foreach (var chunk in wanted.Chunk(ChunkSize))
        {
            var batch = MoleculeProcessor.Process(chunk, MoleculeParts.Graph | MoleculeParts.Smiles | MoleculeParts.Descriptors, new ProcessingOptions { Threads = threads }, cancel);
            var fresh = Enumerable.Range(0, batch.Accepted.Length).Where(i => known.Add(batch.Smiles![i])).ToArray();
            graphs.Add(ModelInputs.Graphs(batch.Graphs!).Select(fresh));
            foreach (var i in fresh)
            {
                foreach (var value in DescriptorSet.Of(batch, i))
                {
                    descriptors.Add((float)value);
                }
            }

            rejected += chunk.Length - batch.Accepted.Length;
            progress.Report(read += chunk.Length, wanted.Length);
        }

        return known.Count > 0
            ? new DescribedLibrary(MoleculeGraphs.Concatenate(graphs), new DescriptorTable([.. descriptors], DescriptorSet.Names.Count), rows, rejected)
            : throw new InputException($"{string.Join(", ", paths)}: no molecule can be read");
    }
}
