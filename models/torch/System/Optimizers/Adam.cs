using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; p ← p − lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε). On the processor
/// the three lines run in one pass over the memory.
/// </summary>
public sealed class Adam : optim.Optimizer, optim.ILearningRateController
{
    private readonly Parameter[] trained;
    private readonly (Tensor First, Tensor Second)?[] moments;
    private readonly double beta1, beta2, eps, weightDecay;
    private readonly int[] steps;

    internal Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double weightDecay, bool amsgrad, bool maximize)
    {
        if (amsgrad || maximize)
        {
            throw new NotSupportedException("Adam with amsgrad or maximize is not bound.");
        }

        trained = parameters.ToArray();
        moments = new (Tensor, Tensor)?[trained.Length];
        steps = new int[trained.Length];
        (this.beta1, this.beta2, this.eps, this.weightDecay) = (beta1, beta2, eps, weightDecay);
        LearningRate = InitialLearningRate = lr;
        ParamGroups = [this];
    }

    /// <inheritdoc/>
    public double LearningRate { get; set; }

    /// <inheritdoc/>
    public double InitialLearningRate { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => trained;

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        var loss = closure?.Invoke();
        using var off = no_grad();
        for (var i = 0; i < trained.Length; i++)
        {
            using var gradient = trained[i].grad;
            if (gradient is not null)
            {
                steps[i]++;
                Update(trained[i], gradient, moments[i] ??= (Zeros(gradient), Zeros(gradient)), steps[i]);
            }
        }

        return loss;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var pair in moments)
            {
                pair?.First.Dispose();
                pair?.Second.Dispose();
            }
        }
    }

    private static Tensor Zeros(Tensor like) => zeros_like(like).DetachFromDisposeScope();

    private void Update(Parameter parameter, Tensor gradient, (Tensor First, Tensor Second) moment, int step)
    {
        var rate = LearningRate / (1 - Math.Pow(beta1, step));
        var secondScale = 1 / Math.Sqrt(1 - Math.Pow(beta2, step));
        if (parameter.device.type == DeviceType.CPU && parameter.dtype == ScalarType.Float32)
        {
            using var dense = gradient.contiguous();
            Fused(Singles(parameter), Singles(dense), Singles(moment.First), Singles(moment.Second), (float)rate, (float)secondScale);
            GC.KeepAlive(dense);
            return;
        }

        using var scope = NewDisposeScope();
        var g = weightDecay == 0 ? gradient : gradient.add(parameter, weightDecay);
        moment.First.mul_(beta1).add_(g, 1 - beta1);
        moment.Second.mul_(beta2).add_(g.mul(g), 1 - beta2);
        parameter.sub_(moment.First.div(moment.Second.sqrt().mul(secondScale).add(eps)).mul(rate));
    }

    private static Span<float> Singles(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private void Fused(Span<float> p, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float rate, float secondScale)
    {
        var (b1, b2, decay, epsilon) = ((float)beta1, (float)beta2, (float)weightDecay, (float)eps);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= p.Length - width; i += width)
        {
            var weights = new Vector<float>(p[i..]);
            var gradient = new Vector<float>(g[i..]) + (weights * decay);
            var first = (new Vector<float>(m[i..]) * b1) + (gradient * (1 - b1));
            var second = (new Vector<float>(v[i..]) * b2) + (gradient * gradient * (1 - b2));
            first.CopyTo(m[i..]);
            second.CopyTo(v[i..]);
            (weights - (first * rate / ((Vector.SquareRoot(second) * secondScale) + new Vector<float>(epsilon)))).CopyTo(p[i..]);
        }

        for (; i < p.Length; i++)
        {
            var gradient = g[i] + (p[i] * decay);
            m[i] = (m[i] * b1) + (gradient * (1 - b1));
            v[i] = (v[i] * b2) + (gradient * gradient * (1 - b2));
            p[i] -= m[i] * rate / ((MathF.Sqrt(v[i]) * secondScale) + epsilon);
        }
    }
}
