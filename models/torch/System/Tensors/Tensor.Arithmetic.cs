namespace TorchSharp;

public static partial class torch
{
    /// <content>Element by element, with broadcasting; names and meaning are libtorch's.</content>
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Ops.AddTensor.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.AddTensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Ops.AddScalar.Call(this, scalar);

        public Tensor add_(Tensor target) => Ops.AddTensorInPlace.CallInPlace(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Ops.AddTensorInPlace.CallInPlace(this, target, alpha);

        public Tensor add_(Scalar scalar) => Ops.AddScalarInPlace.CallInPlace(this, scalar);

        public Tensor sub(Tensor target) => Ops.SubTensor.Call(this, target);

        public Tensor sub(Scalar target) => Ops.SubScalar.Call(this, target);

        public Tensor sub_(Tensor target) => Ops.SubTensorInPlace.CallInPlace(this, target);

        public Tensor mul(Tensor target) => Ops.MulTensor.Call(this, target);

        public Tensor mul(Scalar target) => Ops.MulScalar.Call(this, target);

        public Tensor mul_(Tensor target) => Ops.MulTensorInPlace.CallInPlace(this, target);

        public Tensor mul_(Scalar target) => Ops.MulScalarInPlace.CallInPlace(this, target);

        public Tensor div(Tensor target) => Ops.DivTensor.Call(this, target);

        public Tensor div(Scalar target) => Ops.DivScalar.Call(this, target);

        public Tensor pow(Scalar exponent) => Ops.Pow.Call(this, exponent);

        public Tensor neg() => Ops.Neg.Call(this);

        public Tensor abs() => Ops.Abs.Call(this);

        public Tensor exp() => Ops.Exp.Call(this);

        public Tensor log() => Ops.Log.Call(this);

        public Tensor sqrt() => Ops.Sqrt.Call(this);

        public Tensor relu() => Ops.Relu.Call(this);

        public Tensor relu_() => Ops.ReluInPlace.CallInPlace(this);

        public Tensor sigmoid() => Ops.Sigmoid.Call(this);

        public Tensor tanh() => Ops.Tanh.Call(this);

        public Tensor elu(double alpha = 1) => Ops.Elu.Call(this, (Scalar)alpha);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.Clamp.Call(this, min, max);

        public Tensor isnan() => Ops.IsNan.Call(this);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Ops.NanToNum.Call(this, nan, posinf is null ? Operand.Nothing : posinf.Value, neginf is null ? Operand.Nothing : neginf.Value);

        public Tensor logical_not() => Ops.LogicalNot.Call(this);

        public Tensor eq(Tensor target) => Ops.EqTensor.Call(this, target);

        public Tensor eq(Scalar target) => Ops.EqScalar.Call(this, target);

        public Tensor gt(Scalar target) => Ops.GtScalar.Call(this, target);

        public Tensor lt(Scalar target) => Ops.LtScalar.Call(this, target);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.MaskedFill.Call(this, mask, value);

        public Tensor fill_(Scalar value) => Ops.FillInPlace.CallInPlace(this, value);

        public Tensor zero_() => Ops.ZeroInPlace.CallInPlace(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.CopyInPlace.CallInPlace(this, source, nonBlocking);

        public Tensor uniform_(double from, double to) => Ops.UniformInPlace.CallInPlace(this, from, to);

        public Tensor normal_(double mean = 0, double std = 1) => Ops.NormalInPlace.CallInPlace(this, mean, std);

        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        public static Tensor operator -(Scalar left, Tensor right) => Ops.ReverseSub.Call(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();
    }
}
