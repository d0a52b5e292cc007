using System.ComponentModel.DataAnnotations;

namespace MolScreen.Planner;

/// <summary>Settings section <c>planner</c>.</summary>
public sealed class PlannerOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "planner";

    /// <summary>Searches at one time, each on one core; 0 (default) means as many as there are cores.</summary>
    [Range(0, 1024)]
    public int Concurrency { get; set; }

    /// <summary>Name or folder of the retro bundle: templates, policy and stock. Default <c>retro</c>.</summary>
    [Required]
    public string Bundle { get; set; } = "retro";

    /// <summary>A stock file that takes the place of the bundle's own.</summary>
    public string? Stock { get; set; }
}
