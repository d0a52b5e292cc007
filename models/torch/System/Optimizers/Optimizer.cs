using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers.</summary>
    public static partial class optim
    {
        /// <summary>Adam (Kingma and Ba 2015) as PyTorch implements it; weight decay is added to the gradient.</summary>
        public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>What a learning-rate schedule changes.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate the optimizer was made with.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Changes parameters along their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>Groups of parameters with a learning rate each.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups { get; private protected set; } = [];

            /// <summary>Every parameter.</summary>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Changes the parameters; those without a gradient stay.</summary>
            /// <returns>The loss of the closure; null where none is given.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Forgets the gradients.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    parameter.grad = null;
                }
            }

            /// <inheritdoc/>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the optimizer's own tensors.</summary>
            protected abstract void Dispose(bool disposing);
        }
    }

    public static partial class nn
    {
        /// <summary>Operations on many parameters.</summary>
        public static class utils
        {
            /// <summary>Scales gradients so that their joint norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var off = no_grad();
                var gradients = tensors.Select(p => p.grad).OfType<Tensor>().ToArray();
                var total = Math.Pow(gradients.Sum(g => (double)g.abs().pow(norm_type).sum().item<float>()), 1 / norm_type);
                if (total > max_norm)
                {
                    foreach (var gradient in gradients)
                    {
                        gradient.mul_(max_norm / (total + 1e-6));
                    }
                }

                return total;
            }
        }
    }
}
