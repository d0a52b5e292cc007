using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using MolScreen.Chemistry;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;

namespace MolScreen.Featurizer;

/// <summary>Texts of a chunk in; graphs, properties and rejects out. Thread-safe.</summary>
public sealed class ChunkFeaturizer(IOptions<FeaturizerOptions> options)
{
    private readonly ProcessingOptions processing = new()
    {
        MaxHeavyAtoms = options.Value.MaxHeavyAtoms,
        Standardize = options.Value.Standardize,
        TimeLimit = TimeSpan.FromSeconds(options.Value.TimeLimit),
        Threads = 1,
    };

    /// <summary>Every molecule of the chunk is in the answer once: accepted, or rejected with a reason.</summary>
    public MoleculesFeaturized Featurize(FeaturizeMolecules chunk, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var batch = MoleculeProcessor.Process(
            [.. chunk.Molecules.Select(molecule => molecule.Text)], MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Properties, processing, cancel);
        return new MoleculesFeaturized(
            SchemaVersion.Current,
            chunk.JobId,
            chunk.Chunk,
            chunk.Models,
            [.. batch.Accepted.Select(position => chunk.Molecules[position].Index)],
            batch.Smiles!,
            MemoryMarshal.AsBytes<float>(batch.Properties).ToArray(),
            Pack(batch.Graphs!),
            [.. Rejects(chunk, batch)]);
    }

    private static byte[] Pack(GraphArrays graphs) => new PackedGraphs(
        graphs.Layout,
        graphs.AtomCounts,
        graphs.BondCounts,
        graphs.AtomCodes,
        graphs.AtomMasses,
        graphs.BondEnds,
        graphs.BondCodes).Pack();

    private static IEnumerable<RejectedMolecule> Rejects(FeaturizeMolecules chunk, MoleculeBatch batch)
    {
        for (var position = 0; position < batch.Count; position++)
        {
            if (batch.Status[position] != MoleculeStatus.Ok)
            {
                yield return new RejectedMolecule(
                    chunk.Molecules[position].Index, batch.Status[position].ReasonCode(), batch.Messages[position]);
            }
        }
    }
}
