using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Reactions;

/// <summary>Texts and numbers that a native call about reactions gave back.</summary>
internal readonly record struct ReactionResult(PackedText Texts, int[] Numbers)
{
    /// <summary>Copies a native result and frees it.</summary>
    public static unsafe ReactionResult Take(nint result)
    {
        try
        {
            NativeChemistry.Check(NativeChemistry.ViewReactionResult(
                result, out var bytes, out var offsets, out var texts, out var numbers, out var count));
            return new ReactionResult(PackedText.Copy(bytes, offsets, texts), new ReadOnlySpan<int>(numbers, count).ToArray());
        }
        finally
        {
            NativeChemistry.FreeReactionResult(result);
        }
    }
}
