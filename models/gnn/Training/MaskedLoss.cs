using static TorchSharp.torch;

namespace MolScreen.Gnn.Training;

/// <summary>The loss over the labels that are present.</summary>
public static class MaskedLoss
{
    /// <summary>Σ present · loss / Σ present, with the squared error for regression and the binary cross entropy of a logit for classification.</summary>
    /// <param name="kind">Number or class.</param>
    /// <param name="outputs">n × tasks.</param>
    /// <param name="targets">n × tasks; any finite number where there is no label.</param>
    /// <param name="present">n × tasks; 1 where there is a label, else 0.</param>
    public static Tensor Of(TaskKind kind, Tensor outputs, Tensor targets, Tensor present)
    {
        var each = kind == TaskKind.Classification
            ? nn.functional.binary_cross_entropy_with_logits(outputs, targets, reduction: nn.Reduction.None)
            : nn.functional.mse_loss(outputs, targets, nn.Reduction.None);
        return (each * present).sum() / present.sum();
    }
}
