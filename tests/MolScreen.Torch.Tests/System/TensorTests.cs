using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MolScreen.Torch.Tests.System;

public sealed class TensorTests
{
    [Fact]
    public void Products_sums_and_gathers_have_their_textbook_values()
    {
        using var scope = NewDisposeScope();
        var a = tensor([1f, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([14f, 32, 32, 77], a.matmul(a.t()).data<float>().ToArray());
        Assert.Equal([6f, 15], a.sum(1).data<float>().ToArray());
        Assert.Equal([4f, 5, 6, 1, 2, 3, 4, 5, 6], a.index_select(0, tensor([1L, 0, 1])).data<float>().ToArray());
        Assert.Equal([5f, 7, 9, 0, 0, 0], zeros(2, 3).index_add_(0, tensor([0L, 0]), a, 1).data<float>().ToArray());
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7], cat([a.view(6), tensor([7f])]).data<float>().ToArray());
        Assert.Equal([2L, 2], a.argmax(1).data<long>().ToArray());
        Assert.Equal([3L, 2], a.t().shape);
        Assert.Equal([1f, 4, 2, 5, 3, 6], a.t().data<float>().ToArray());
        Assert.Equal([0f, -1, -2, -3, -4, -5], (1 - a).data<float>().ToArray());
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3], (a / 2).data<float>().ToArray());
    }

    [Fact]
    public void Gradients_reach_every_leaf_and_stop_in_no_grad()
    {
        using var scope = NewDisposeScope();
        var w = tensor([2f, 3], [2], requires_grad: true);
        (w * w * w).sum().backward();
        Assert.Equal([12f, 27], w.grad!.data<float>().ToArray());
        using (no_grad())
        {
            Assert.False((w * 2).requires_grad);
        }

        Assert.True((w * 2).requires_grad);
        Assert.False((w * 2).detach().requires_grad);
    }

    /// <summary>log(1 + e^-x) for a positive and log(1 + e^x) for a negative label; mean squares; log-sum-exp.</summary>
    [Fact]
    public void Losses_have_their_textbook_values()
    {
        using var scope = NewDisposeScope();
        var x = tensor([0.5f, -1.5f]);
        var bce = nn.functional.binary_cross_entropy_with_logits(x, tensor([1f, 0]), reduction: nn.Reduction.None);
        Assert.All(bce.data<float>().ToArray().Zip([Math.Log(1 + Math.Exp(-0.5)), Math.Log(1 + Math.Exp(-1.5))]), p => Assert.Equal(p.Second, p.First, 1e-6));
        Assert.Equal(1.25f, nn.functional.mse_loss(x, tensor([1f, 0.0f])).item<float>(), 1e-6);
        var entropy = Math.Log(Math.Exp(0.5) + Math.Exp(-1.5)) + 1.5;
        Assert.Equal(entropy, nn.functional.cross_entropy(x.view(1, 2), tensor([1L])).item<float>(), 1e-6);
        Assert.Equal((Math.Exp(-1.5) - 1) * 2, x.elu(2).data<float>().ToArray()[1], 1e-6);
    }

    [Fact]
    public void A_scope_frees_what_was_made_in_it_and_nothing_else()
    {
        using var outer = NewDisposeScope();
        Tensor kept, freed, detached;
        using (NewDisposeScope())
        {
            freed = zeros(3);
            kept = ones(3).MoveToOuterDisposeScope();
            detached = ones(2).DetachFromDisposeScope();
        }

        Assert.True(freed.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => freed.shape);
        Assert.Equal(3, kept.sum().item<float>());
        Assert.Equal(2, detached.sum().item<float>());
        detached.Dispose();
    }

    [Fact]
    public void Bytes_are_the_memory_itself()
    {
        using var t = zeros(4);
        MemoryMarshal.Cast<byte, float>(t.bytes)[2] = 5;
        Assert.Equal(5, t.sum().item<float>());
        t.bytes = MemoryMarshal.AsBytes<float>([1f, 1, 1, 1]).ToArray();
        Assert.Equal(4, t.sum().item<float>());
        Assert.Throws<ArgumentException>(() => t.bytes = new byte[3]);
    }

    [Fact]
    public void What_libtorch_refuses_is_an_exception_with_its_reason()
    {
        using var scope = NewDisposeScope();
        var wrong = Assert.Throws<ExternalException>(() => zeros(2, 3).matmul(zeros(2, 3)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tensor([1f, 2], [3]));
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
        Assert.Throws<ArgumentException>(() => new Device("tpu"));
    }

    [Fact]
    public void Tf32_is_a_setting_of_the_process_and_off_at_first()
    {
        Assert.False(backends.cuda.matmul.allow_tf32);
        backends.cuda.matmul.allow_tf32 = true;
        Assert.True(backends.cuda.matmul.allow_tf32);
        backends.cuda.matmul.allow_tf32 = false;
        Assert.False(backends.cuda.matmul.allow_tf32);
    }
}
