using System.Buffers.Binary;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;

namespace MolScreen.Store.Recording;

/// <summary>The packed arrays of a <see cref="MoleculesScored"/>, unpacked and checked.</summary>
/// <param name="Properties">Scored × 7, row-major.</param>
/// <param name="Scores">Scored × columns, row-major; NaN where a model could not predict.</param>
/// <param name="Certainty">How sure the models are; null where none says.</param>
internal sealed record ScoredChunk(MoleculesScored Message, float[] Properties, float[] Scores, ChunkCertainty? Certainty)
{
    public static int PropertyCount { get; } = MolecularProperties.Names.Count;

    /// <exception cref="FormatException">The message's arrays do not fit together.</exception>
    public static ScoredChunk Unpack(MoleculesScored message)
    {
        var scored = message.Indices.Length;
        if (message.Smiles.Count != scored)
        {
            throw new FormatException($"Chunk {message.Chunk}: {scored} indices, {message.Smiles.Count} SMILES.");
        }

        return new ScoredChunk(
            message,
            Floats(message, "properties", message.Properties, scored * PropertyCount),
            Floats(message, "scores", message.Scores, scored * message.Columns.Count),
            message.Certainty is null ? null : ChunkCertainty.Unpack(message, message.Certainty));
    }

    /// <summary>The numbers of a packed array of a known length.</summary>
    /// <exception cref="FormatException">It has another length.</exception>
    internal static float[] Floats(MoleculesScored message, string what, byte[] bytes, int count)
    {
        if (bytes.Length != count * sizeof(float))
        {
            throw new FormatException($"Chunk {message.Chunk}: {bytes.Length} bytes of {what}, {count * sizeof(float)} expected.");
        }

        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return values;
    }
}
