using System.ComponentModel.DataAnnotations;

namespace MolScreen.Scorer;

/// <summary>Settings section <c>scorer</c>.</summary>
public sealed class ScorerOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "scorer";

    /// <summary>Chunks scored at one time. Default 1: a chunk uses every thread already.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 1;

    /// <summary>Threads that score a chunk; 0 (default) means one a core.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary><c>auto</c> (default: CUDA where there is a device), <c>cpu</c> or <c>cuda</c>.</summary>
    [RegularExpression("auto|cpu|cuda", ErrorMessage = "must be auto, cpu or cuda.")]
    public string Device { get; set; } = "auto";
}
