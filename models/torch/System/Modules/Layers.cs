using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x Wᵀ + b with W of outputs × inputs.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private Parameter weightParameter;
    private Parameter? biasParameter;

    internal Linear(long inputs, long outputs, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        using var off = no_grad();
        var bound = 1 / Math.Sqrt(inputs);
        weightParameter = new Parameter(empty([outputs, inputs], dtype, device).uniform_(-bound, bound));
        register_parameter("weight", weightParameter);
        if (hasBias)
        {
            biasParameter = new Parameter(empty([outputs], dtype, device).uniform_(-bound, bound));
            register_parameter("bias", biasParameter);
        }
    }

    /// <summary>W, outputs × inputs.</summary>
    public Parameter weight => weightParameter;

    /// <summary>b; null where the layer has none.</summary>
    public Parameter? bias => biasParameter;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, weightParameter, biasParameter);
}

/// <summary>Zeroes elements at random while training.</summary>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    internal Dropout(double p, bool inplace)
        : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

    /// <summary>Probability of a zero.</summary>
    public double p { get; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training, inplace);
}

/// <summary>x for positive x, else α (exp x − 1).</summary>
public sealed class ELU : nn.Module<Tensor, Tensor>
{
    internal ELU(double alpha, bool inplace)
        : base(nameof(ELU)) => (this.alpha, this.inplace) = (alpha, inplace);

    /// <summary>α.</summary>
    public double alpha { get; }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.elu(input, alpha, inplace);
}

/// <summary>max(0, x).</summary>
public sealed class ReLU : nn.Module<Tensor, Tensor>
{
    internal ReLU(bool inplace)
        : base(nameof(ReLU)) => this.inplace = inplace;

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.relu(input, inplace);
}

/// <summary>Layers one after another.</summary>
public sealed class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] layers;

    internal Sequential((string Name, nn.Module<Tensor, Tensor> Module)[] modules)
        : base(nameof(Sequential))
    {
        layers = Array.ConvertAll(modules, m => m.Module);
        foreach (var (name, module) in modules)
        {
            register_module(name, module);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var current = input;
        foreach (var layer in layers)
        {
            var next = layer.call(current);
            current = next;
        }

        return current;
    }
}
