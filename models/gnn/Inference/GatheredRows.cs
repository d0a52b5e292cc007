using System.Runtime.Intrinsics;

namespace MolScreen.Gnn.Inference;

/// <summary>
/// Sums of listed rows and what training does with them, in vectors of 256 bits; lengths as in <see cref="Rows"/>. The order of every sum is that of the list.
/// </summary>
internal static unsafe class GatheredRows
{
    /// <summary>to ← Σ rows[i], over the list.</summary>
    internal static void Sum(float* to, float* rows, ReadOnlySpan<int> list, int length)
    {
        for (var i = 0; i < length; i += Rows.Width)
        {
            Vector256<float> low = default, high = default;
            foreach (var row in list)
            {
                var from = rows + ((long)row * length) + i;
                low += Vector256.Load(from);
                high += Vector256.Load(from + 8);
            }

            low.Store(to + i);
            high.Store(to + i + 8);
        }
    }

    /// <summary>to ← to + Σ rows[i], over the list.</summary>
    internal static void Add(float* to, float* rows, ReadOnlySpan<int> list, int length) => Sum(to, to, rows, list, length);

    /// <summary>to ← start + Σ rows[i], over the list.</summary>
    internal static void Sum(float* to, float* start, float* rows, ReadOnlySpan<int> list, int length)
    {
        for (var i = 0; i < length; i += Rows.Width)
        {
            Vector256<float> low = Vector256.Load(start + i), high = Vector256.Load(start + i + 8);
            foreach (var row in list)
            {
                var from = rows + ((long)row * length) + i;
                low += Vector256.Load(from);
                high += Vector256.Load(from + 8);
            }

            low.Store(to + i);
            high.Store(to + i + 8);
        }
    }

    /// <summary>
    /// The gradient before ReLU and dropout, in the place of the state after them: state ← factor · Σ rows[i] where state is above 0, else 0.
    /// </summary>
    /// <param name="state">What ReLU and dropout gave.</param>
    /// <param name="rows">Gradients after them.</param>
    /// <param name="list">Which of them reach this state.</param>
    /// <param name="factor">What dropout multiplied the kept numbers by.</param>
    /// <param name="length">Of a row.</param>
    internal static void Backward(float* state, float* rows, ReadOnlySpan<int> list, float factor, int length)
    {
        var scale = Vector256.Create(factor);
        for (var i = 0; i < length; i += Rows.Width)
        {
            Vector256<float> low = default, high = default;
            foreach (var row in list)
            {
                var from = rows + ((long)row * length) + i;
                low += Vector256.Load(from);
                high += Vector256.Load(from + 8);
            }

            Where(state + i, low * scale);
            Where(state + i + 8, high * scale);
        }
    }

    /// <summary>The same for the gradient of the state's own row.</summary>
    internal static void Backward(float* state, float* gradient, float factor, int length) => Backward(state, gradient, [0], factor, length);

    /// <summary>to ← to / divisor.</summary>
    internal static void Divide(float* to, float divisor, int length)
    {
        var by = Vector256.Create(divisor);
        for (var i = 0; i < length; i += 8)
        {
            (Vector256.Load(to + i) / by).Store(to + i);
        }
    }

    private static void Where(float* state, Vector256<float> gradient) =>
        (Vector256.GreaterThan(Vector256.Load(state), Vector256<float>.Zero) & gradient).Store(state);
}
