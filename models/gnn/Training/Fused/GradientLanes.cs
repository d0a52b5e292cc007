using MolScreen.Gnn.Inference;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// The gradient of a weight matrix in parts, one for each lane of <see cref="StepThreads"/>, which are added up in the order of the lanes.
/// </summary>
/// <param name="inputs">Rows of the weight matrix.</param>
/// <param name="outputs">Its columns.</param>
internal sealed unsafe class GradientLanes(int inputs, int outputs)
{
    private readonly int stride = Rows.Stride(outputs);
    private readonly AlignedBuffer?[] parts = new AlignedBuffer?[StepThreads.MostLanes];
    private int filled;

    /// <summary>Forgets the last step.</summary>
    internal void Clear() => filled = 0;

    /// <summary>Adds inputᵀ · gradient of a lane's rows to its part. Lanes may be added at the same time.</summary>
    /// <param name="lane">Which lane.</param>
    /// <param name="count">Rows.</param>
    /// <param name="input">count × inputs.</param>
    /// <param name="inputStride">Distance between the rows of the input.</param>
    /// <param name="gradient">count × outputs.</param>
    internal void Add(int lane, int count, float* input, int inputStride, float* gradient)
    {
        var part = parts[lane] ??= new AlignedBuffer(inputs * stride);
        Blas.Sgemm(true, false, inputs, outputs, count, 1, input, inputStride, gradient, stride, lane < filled ? 1 : 0, part.Pointer, stride);
    }

    /// <summary>Says that lanes up to this number hold something.</summary>
    internal void Filled(int lanes) => filled = Math.Max(filled, lanes);

    /// <summary>The sum of the lanes over some rows of the matrix.</summary>
    internal void Sum(float* to, int firstRow, int endRow)
    {
        var (start, length) = (firstRow * stride, (endRow - firstRow) * stride);
        if (filled == 0)
        {
            new Span<float>(to + start, length).Clear();
            return;
        }

        Rows.Copy(to + start, parts[0]!.Pointer + start, length);
        for (var lane = 1; lane < filled; lane++)
        {
            Rows.Add(to + start, parts[lane]!.Pointer + start, length);
        }
    }
}
