using System.Buffers.Binary;

namespace MolScreen.Gnn.Trees;

/// <summary>
/// XGBoost's models without what only training and dumps read: <c>loss_changes</c> and <c>base_weights</c> of every tree become zeros, which compress
/// to nothing. Leaves' values stand in <c>split_conditions</c> and TreeSHAP's covers in <c>sum_hessian</c>; these stay, so nothing that is predicted changes.
/// </summary>
internal static class SlimTrees
{
    /// <summary>Zeros the arrays in place.</summary>
    /// <param name="model">Universal binary JSON: a key is followed by <c>[$d#</c>, the type of the count, the count, and that many big-endian floats.</param>
    /// <exception cref="BoostedTreesException">An array is of another form.</exception>
    internal static byte[] Of(byte[] model)
    {
        Clear(model, "loss_changes"u8);
        Clear(model, "base_weights"u8);
        return model;
    }

    private static void Clear(Span<byte> model, ReadOnlySpan<byte> key)
    {
        for (var at = model.IndexOf(key); at >= 0;)
        {
            var array = model[(at + key.Length)..];
            if (!array.StartsWith("[$d#"u8) || array.Length < 6)
            {
                throw new BoostedTreesException("XGBoost wrote a model in a form that is not known here.");
            }

            var (count, start) = (char)array[4] switch
            {
                'i' or 'U' => (array[5], 6),
                'I' => (BinaryPrimitives.ReadInt16BigEndian(array[5..]), 7),
                'l' => (BinaryPrimitives.ReadInt32BigEndian(array[5..]), 9),
                'L' => (checked((int)BinaryPrimitives.ReadInt64BigEndian(array[5..])), 13),
                _ => throw new BoostedTreesException("XGBoost wrote a model in a form that is not known here."),
            };
            var values = array.Slice(start, count * sizeof(float));
            values.Clear();
            model = array[(start + values.Length)..];
            at = model.IndexOf(key);
        }
    }
}
