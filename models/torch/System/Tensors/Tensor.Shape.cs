namespace TorchSharp;

public static partial class torch
{
    /// <content>Products, reductions, gathering and shape; names and meaning are libtorch's.</content>
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Ops.MatMul.Call(this, target);

        public Tensor mm(Tensor target) => Ops.Mm.Call(this, target);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Ops.AddMm.Call(this, mat1, mat2, (Scalar)beta, (Scalar)alpha);

        public Tensor sum(ScalarType? type = null) => Ops.Sum.Call(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Ops.SumDim.Call(this, new[] { dim }, keepdim, type);

        public Tensor mean() => Ops.Mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Ops.MeanDim.Call(this, dimensions, keepdim, type);

        public Tensor max() => Ops.Max.Call(this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            var both = Ops.MaxDim.CallMany(this, dim, keepdim);
            return (both[0], both[1]);
        }

        public Tensor argmax(long dim, bool keepdim = false) => Ops.ArgMax.Call(this, dim, keepdim);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            var both = Ops.TopK.CallMany(this, (long)k, (long)dim, largest, sorted);
            return (both[0], both[1]);
        }

        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.Softmax.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.LogSoftmax.Call(this, dim, dtype);

        public Tensor index_select(long dim, Tensor index) => Ops.IndexSelect.Call(this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Ops.IndexAdd.Call(this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Ops.IndexAddInPlace.CallInPlace(this, dim, index, source, alpha);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.ScatterAdd.Call(this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Ops.ScatterAddInPlace.CallInPlace(this, dim, index, src);

        public Tensor gather(long dim, Tensor index) => Ops.Gather.Call(this, dim, index);

        public Tensor select(long dim, long index) => Ops.Select.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Ops.Slice.Call(this, dim, start, finish, step);

        public Tensor flip(params long[] dims) => Ops.Flip.Call(this, dims);

        public Tensor view(params long[] shape) => Ops.View.Call(this, shape);

        public Tensor reshape(params long[] shape) => Ops.Reshape.Call(this, shape);

        public Tensor expand(params long[] sizes) => Ops.Expand.Call(this, sizes);

        public Tensor unsqueeze(long dim) => Ops.Unsqueeze.Call(this, dim);

        public Tensor squeeze(long? dim = null) => dim is { } one ? Ops.SqueezeDim.Call(this, one) : Ops.Squeeze.Call(this);

        public Tensor transpose(long dim0, long dim1) => Ops.Transpose.Call(this, dim0, dim1);

        public Tensor t() => Ops.T.Call(this);

        public Tensor contiguous() => Ops.Contiguous.Call(this);

        public Tensor clone() => Ops.Clone.Call(this);

        /// <summary>The same memory outside the autograd graph.</summary>
        public Tensor detach() => Ops.Detach.Call(this);
    }
}
