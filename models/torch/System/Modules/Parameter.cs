namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains. Takes over the native tensor of <c>data</c>.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>Makes a leaf of the autograd graph from the data.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(Leaf(data)) => this.requires_grad = requires_grad;

    private static nint Leaf(torch.Tensor data)
    {
        using var detached = data.detach();
        var handle = detached.Release();
        data.Dispose();
        return handle;
    }
}
