namespace TorchSharp;

/// <summary>The functions of libtorch that the suite uses, under TorchSharp's names and signatures.</summary>
public static partial class torch
{
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => input.addmm(mat1, mat2, beta, alpha);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Ops.Cat.Call(tensors.ToArray(), dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.Stack.Call(tensors.ToArray(), dim);

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor relu(Tensor input) => input.relu();

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Ops.WhereSelf.Call(condition, x, y);

    /// <summary>Seeds the generators of every device.</summary>
    public static void manual_seed(long seed) => NativeTorch.Check(NativeTorch.ManualSeed(seed));

    /// <summary>Threads that one operator may use.</summary>
    public static void set_num_threads(int num) => NativeTorch.Check(NativeTorch.Threads(num, out _));

    /// <summary>Threads that one operator may use.</summary>
    public static int get_num_threads()
    {
        NativeTorch.Check(NativeTorch.Threads(0, out var now));
        return now;
    }

    /// <summary>Until disposed, this thread records nothing for gradients.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Until disposed, this thread records for gradients.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Until disposed, this thread only infers.</summary>
    public static IDisposable inference_mode(bool mode = true) => new GradMode(!mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int previous;
        private bool disposed;

        internal GradMode(bool enabled) => NativeTorch.Check(NativeTorch.GradEnabled(enabled ? 1 : 0, out previous));

        public void Dispose()
        {
            if (!disposed)
            {
                disposed = true;
                NativeTorch.Check(NativeTorch.GradEnabled(previous, out _));
            }
        }
    }
}
