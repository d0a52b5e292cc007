using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Network;

/// <summary>
/// <see cref="BatchNormWeights"/> to train: normalizes by the batch and keeps running statistics while training, by those
/// otherwise. A batch of one molecule has no variance and is normalized by the running statistics too, which it leaves as they are.
/// </summary>
internal sealed class BatchNorm : nn.Module<Tensor, Tensor>
{
    private const double Momentum = 0.1;

    private readonly Parameter weight, bias, runningMean, runningVariance;

    /// <summary>Weights of 1, biases of 0, running mean 0 and variance 1.</summary>
    internal BatchNorm(long units)
        : base(nameof(BatchNorm))
    {
        weight = new Parameter(ones([units]));
        bias = new Parameter(zeros([units]));
        runningMean = new Parameter(zeros([units]), requires_grad: false);
        runningVariance = new Parameter(ones([units]), requires_grad: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var count = input.shape[0];
        if (!training || count < 2)
        {
            return Normalized(input, runningMean, runningVariance);
        }

        var mean = input.mean([0]);
        var variance = (input - mean).pow(2).mean([0]);
        using (no_grad())
        {
            // Of the batch's variance PyTorch keeps the unbiased estimate, and divides by the biased one.
            runningMean.mul_(1 - Momentum);
            runningMean.add_(mean.detach(), Momentum);
            runningVariance.mul_(1 - Momentum);
            runningVariance.add_(variance.detach(), Momentum * count / (count - 1));
        }

        return Normalized(input, mean, variance);
    }

    internal BatchNormWeights Export(Func<Tensor, float[]> values) => new(values(weight), values(bias), values(runningMean), values(runningVariance));

    /// <summary>Copies weights in; the caller records no gradients.</summary>
    internal void Load(BatchNormWeights from)
    {
        weight.copy_(tensor(from.Weight));
        bias.copy_(tensor(from.Bias));
        runningMean.copy_(tensor(from.Mean));
        runningVariance.copy_(tensor(from.Variance));
    }

    private Tensor Normalized(Tensor input, Tensor mean, Tensor variance) =>
        (((input - mean) / (variance + BatchNormWeights.Epsilon).sqrt()) * weight) + bias;
}
