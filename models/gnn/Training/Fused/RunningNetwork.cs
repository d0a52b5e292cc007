using System.Text.Json;
using System.Text.Json.Serialization;
using MolScreen.Gnn.Network;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>A network between two epochs, with all that its training needs to go on.</summary>
/// <param name="State">Parameters and optimizer.</param>
/// <param name="History">Every epoch so far.</param>
/// <param name="Best">Parameters of the epoch that did best, in the state's layout.</param>
/// <param name="BestEpoch">That epoch, from 1.</param>
/// <param name="BestLoss">Its loss on the molecules held out; infinite without any.</param>
internal sealed record RunningNetwork(FusedTrainingState State, IReadOnlyList<TrainingProgress> History, float[] Best, int BestEpoch, double BestLoss)
{
    private const string BestName = "best", HistoryName = "history", EpochName = "best_epoch", LossName = "best_loss";

    private static readonly JsonSerializerOptions format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Writes it as one file.</summary>
    internal void Write(string path) => State.Write(
        path,
        new Dictionary<string, float[]> { [BestName] = Best },
        new Dictionary<string, string>
        {
            [HistoryName] = JsonSerializer.Serialize(History, format),
            [EpochName] = JsonSerializer.Serialize(BestEpoch, format),
            [LossName] = JsonSerializer.Serialize(BestLoss, format),
        });

    /// <summary>Reads what was written for the same architecture.</summary>
    /// <exception cref="SafetensorsException">The file is broken or of another network.</exception>
    internal static RunningNetwork Read(string path, NetworkArchitecture architecture)
    {
        var (state, beside, notes) = FusedTrainingState.Read(path, architecture);
        T Note<T>(string name) => notes.TryGetValue(name, out var text) && JsonSerializer.Deserialize<T>(text, format) is { } value ? value : throw Missing(name);
        SafetensorsException Missing(string name) => new($"{path}: {name} is missing.");
        try
        {
            var best = beside.TryGetValue(BestName, out var tensor) && tensor.Count == state.Layout.Length ? tensor.ToSingles() : throw Missing(BestName);
            return new RunningNetwork(state, Note<TrainingProgress[]>(HistoryName), best, Note<int>(EpochName), Note<double>(LossName));
        }
        catch (JsonException broken)
        {
            throw new SafetensorsException($"{path}: a note is not JSON: {broken.Message}", broken);
        }
    }
}
