using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Reactions;

/// <summary>
/// Turns atom-mapped reactions into retro templates of two granularities. Strict: the changed atoms by element, hydrogens, degree
/// and charge; radius 1 around them and the functional groups they belong to, by element, aromaticity and charge. General:
/// the changed atoms without their degree, and their neighbours, carbon as any atom of its aromaticity. Both: leaving groups
/// whole; tetrahedral marks where they change or sit on a changed atom. Double-bond geometry is no part of a template.
/// </summary>
public static class TemplateExtractor
{
    private const int SliceSize = 512;

    /// <summary>Extracts from each reaction <c>reactants&gt;reagents&gt;product</c>; one result for each, in order.</summary>
    /// <param name="threads">0 = all cores.</param>
    public static unsafe TemplateExtraction[] Extract(IReadOnlyList<string> reactions, int threads = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reactions);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var results = new TemplateExtraction[reactions.Count];
        for (var start = 0; start < reactions.Count; start += SliceSize)
        {
            cancel.ThrowIfCancellationRequested();
            var count = Math.Min(SliceSize, reactions.Count - start);
            var texts = PackedText.Pack(reactions, start, count);
            nint handle;
            fixed (byte* bytes = texts.Bytes)
            fixed (long* offsets = texts.Offsets)
            {
                NativeChemistry.Check(NativeChemistry.ExtractTemplates(bytes, offsets, count, threads, out handle));
            }

            var result = ReactionResult.Take(handle);
            for (var i = 0; i < count; i++)
            {
                results[start + i] = new TemplateExtraction(
                    (ExtractionStatus)result.Numbers[i], result.Texts[4 * i], result.Texts[(4 * i) + 1], result.Texts[(4 * i) + 2], result.Texts[(4 * i) + 3]);
            }
        }

        return results;
    }
}
