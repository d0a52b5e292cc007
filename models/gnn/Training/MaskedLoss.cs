using static TorchSharp.torch;

namespace MolScreen.Gnn.Training;

/// <summary>The loss over the labels that are present.</summary>
public static class MaskedLoss
{
    /// <summary>Σ present · loss / Σ present, with the squared error for regression and the binary cross entropy of a logit for classification.</summary>
    /// <param name="tasks">Number or class, for each column.</param>
    /// <param name="outputs">n × tasks.</param>
    /// <param name="targets">n × tasks; any finite number where there is no label, from 0 to 1 in columns of classes.</param>
    /// <param name="present">n × tasks; 1 where there is a label, else 0.</param>
    public static Tensor Of(IReadOnlyList<TaskDescription> tasks, Tensor outputs, Tensor targets, Tensor present)
    {
        var (classes, numbers) = (tasks.Any(task => task.Kind == TaskKind.Classification), tasks.Any(task => task.Kind == TaskKind.Regression));
        var weighted = classes && numbers
            ? (CrossEntropy(outputs, targets) * present * Columns(tasks, TaskKind.Classification, outputs.device))
                + (SquaredError(outputs, targets) * present * Columns(tasks, TaskKind.Regression, outputs.device))
            : (classes ? CrossEntropy(outputs, targets) : SquaredError(outputs, targets)) * present;
        return weighted.sum() / present.sum();
    }

    private static Tensor CrossEntropy(Tensor outputs, Tensor targets) => nn.functional.binary_cross_entropy_with_logits(outputs, targets, reduction: nn.Reduction.None);

    private static Tensor SquaredError(Tensor outputs, Tensor targets) => nn.functional.mse_loss(outputs, targets, nn.Reduction.None);

    private static Tensor Columns(IReadOnlyList<TaskDescription> tasks, TaskKind kind, Device device) =>
        tensor(tasks.Select(task => task.Kind == kind ? 1f : 0f).ToArray(), [1, tasks.Count], device: device);
}
