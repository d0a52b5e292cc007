using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using MolScreen.Chemistry;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;

namespace MolScreen.Featurizer;

/// <summary>Texts of a chunk in; graphs, properties, what else its models take, and rejects out. Thread-safe.</summary>
public sealed class ChunkFeaturizer(IOptions<FeaturizerOptions> options, IFeatureDemand demands)
{
    private const MoleculeParts Always = MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Properties;

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
        var demand = demands.Of(chunk.Models);
        var first = demand.Fingerprints.Take(1).ToList();
        var batch = MoleculeProcessor.Process(
            [.. chunk.Molecules.Select(molecule => molecule.Text)],
            Always | Part(first.Count > 0, MoleculeParts.Fingerprint) | Part(demand.Descriptors.Count > 0, MoleculeParts.Descriptors),
            first.Count > 0 ? WithFingerprint(first[0]) : processing,
            cancel);
        return new MoleculesFeaturized(
            SchemaVersion.Current,
            chunk.JobId,
            chunk.Chunk,
            chunk.Models,
            [.. batch.Accepted.Select(position => chunk.Molecules[position].Index)],
            batch.Smiles!,
            MemoryMarshal.AsBytes<float>(batch.Properties).ToArray(),
            Pack(batch.Graphs!),
            [.. Rejects(chunk, batch)],
            demand.Fingerprints.Count == 0 ? null : [.. first.Select(kind => Pack(kind, batch)), .. demand.Fingerprints.Skip(1).Select(kind => Another(kind, chunk, batch, cancel))],
            demand.Descriptors.Count == 0 ? null : Descriptors(demand.Descriptors, batch));
    }

    private static MoleculeParts Part(bool wanted, MoleculeParts part) => wanted ? part : MoleculeParts.None;

    private ProcessingOptions WithFingerprint(CountFingerprint kind) =>
        processing with { Fingerprint = new FingerprintOptions { Radius = kind.Radius, Size = kind.Size, Counts = true } };

    private static byte[] Pack(CountFingerprint kind, MoleculeBatch batch) =>
        PackedFingerprints.Of(kind.Radius, kind.Size, batch.FingerprintCounts).Pack();

    /// <summary>One more fingerprint of the accepted molecules. They kept to the time limit; what remains to be done is short.</summary>
    private byte[] Another(CountFingerprint kind, FeaturizeMolecules chunk, MoleculeBatch batch, CancellationToken cancel) => Pack(
        kind,
        MoleculeProcessor.Process(
            [.. batch.Accepted.Select(position => chunk.Molecules[position].Text)],
            MoleculeParts.Fingerprint,
            WithFingerprint(kind) with { TimeLimit = Timeout.InfiniteTimeSpan },
            cancel));

    private static byte[]? Descriptors(IReadOnlyList<string> demanded, MoleculeBatch batch)
    {
        string[] names = [.. demanded.Where(name => DescriptorSet.IndexOf(name) >= 0)];
        var columns = Array.ConvertAll(names, DescriptorSet.IndexOf);
        var values = new float[batch.Accepted.Length * names.Length];
        for (var molecule = 0; molecule < batch.Accepted.Length; molecule++)
        {
            var all = DescriptorSet.Of(batch, molecule);
            for (var i = 0; i < columns.Length; i++)
            {
                values[(molecule * columns.Length) + i] = (float)all[columns[i]];
            }
        }

        return names.Length == 0 ? null : new PackedDescriptors(names, values).Pack();
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
