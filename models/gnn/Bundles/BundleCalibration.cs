using System.Text.Json;
using System.Text.Json.Serialization;
using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Reference;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Bundles;

/// <summary>How sure a bundle's predictions are, learned from molecules that its fits had not seen; calibration.json.</summary>
public sealed record BundleCalibration
{
    /// <summary>Its name in the bundle.</summary>
    internal const string FileName = "calibration.json";

    private static readonly JsonSerializerOptions format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
    };

    /// <summary>One for each task.</summary>
    public IReadOnlyList<TaskCalibration> Tasks { get; init; } = [];

    /// <summary>How far a molecule is from those that were learned; null where nothing was held out.</summary>
    public ApplicabilityDomain? Domain { get; init; }

    internal void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, format) + "\n");

    /// <exception cref="BundleException">The file is damaged or of another number of tasks.</exception>
    internal static BundleCalibration Read(string folder, int tasks)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var read = JsonSerializer.Deserialize<BundleCalibration>(File.ReadAllText(path), format);
            return read is not null && read.Tasks.Count == tasks ? read : throw new BundleException($"{path} is not the calibration of {tasks} tasks.");
        }
        catch (JsonException broken)
        {
            throw new BundleException($"{path}: {broken.Message}", broken);
        }
    }
}

/// <summary>How sure the predictions of one task are.</summary>
public sealed record TaskCalibration
{
    /// <summary>Standard deviation of the learned labels; 1 for a class.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Of a number: its interval; null where too little was held out.</summary>
    public ConformalInterval? Interval { get; init; }

    /// <summary>Of a class: the blend's score to its probability; null where too little was held out.</summary>
    public ProbabilityCalibration? Probability { get; init; }

    /// <summary>Of a class: the interval of its probability.</summary>
    public ProbabilityBand? ProbabilityInterval { get; init; }

    /// <summary>Of a class: which classes cannot be excluded.</summary>
    public MondrianConformal? Classes { get; init; }

    /// <summary>Predictions for the reference molecules; null where there were none.</summary>
    public ReferenceQuantiles? Reference { get; init; }
}
