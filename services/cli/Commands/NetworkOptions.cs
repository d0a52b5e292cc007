using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;

namespace MolScreen.Cli.Commands;

/// <summary>Sizes of the network and how it learns.</summary>
internal sealed class NetworkOptions
{
    private static readonly NetworkArchitecture usual = new();

    private readonly Option<int> _hidden = Number.Option("--hidden", "Length of the network's hidden vectors.", usual.Hidden, 1, 4096);
    private readonly Option<int> _depth = Number.Option("--depth", "Message-passing depth.", usual.Depth, 1, 20);
    private readonly Option<int> _ffnLayers = Number.Option("--ffn-layers", "Hidden layers of the feed-forward network.", usual.FfnLayers, 0, 10);
    private readonly Option<int> _ffnHidden = Number.Option("--ffn-hidden", "Length of its hidden vectors.", usual.FfnHidden, 1, 8192);
    private readonly Option<double> _dropout = Number.Option("--dropout", "Probability of a zero after each layer while training.", 0.0, 0.0, 0.95);
    private readonly Option<string> _aggregation = new("--aggregation") { Description = "How atoms make a molecule: norm, mean or sum.", DefaultValueFactory = _ => "norm" };
    private readonly Option<double> _learningRate = Number.Option("--learning-rate", "Adam's highest rate; it starts and ends at a tenth of it.", 1e-3, 1e-7, 1.0);
    private readonly Option<int> _patience = Number.Option("--patience", "Epochs without a better validation after which a network stops; 0 runs them all.", 0, 0, 10_000);
    private readonly Option<string?> _init = new("--init") { Description = "Name or folder of a bundle whose network training starts from, such as one of `pretrain`." };
    private readonly Option<bool> _descriptors = new("--descriptors") { Description = "Give the network RDKit's descriptors beside the graph." };

    public void AddTo(Command command)
    {
        _aggregation.AcceptOnlyFromAmong("norm", "mean", "sum");
        foreach (var option in new Option[] { _hidden, _depth, _ffnLayers, _ffnHidden, _dropout, _aggregation, _learningRate, _patience, _init, _descriptors })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Training with these settings.</summary>
    /// <exception cref="InputException">The bundle to start from has networks of other sizes.</exception>
    public TrainingOptions Of(ParseResult parsed, TrainingOptions options)
    {
        var rate = parsed.GetValue(_learningRate);
        options = options with
        {
            Architecture = new NetworkArchitecture
            {
                Hidden = parsed.GetValue(_hidden),
                Depth = parsed.GetValue(_depth),
                FfnLayers = parsed.GetValue(_ffnLayers),
                FfnHidden = parsed.GetValue(_ffnHidden),
                Dropout = parsed.GetValue(_dropout),
                Aggregation = Enum.Parse<Aggregation>(parsed.GetRequiredValue(_aggregation), ignoreCase: true),
            },
            InitialLearningRate = rate / 10,
            MaximumLearningRate = rate,
            FinalLearningRate = rate / 10,
            Patience = parsed.GetValue(_patience),
            NetworkDescriptors = parsed.GetValue(_descriptors),
        };
        return parsed.GetValue(_init) is { } bundle ? Initialized(options, bundle) : options;
    }

    private static TrainingOptions Initialized(TrainingOptions options, string bundle)
    {
        var (manifest, weights) = BundleFolder.ReadFirstNetwork(BundleCatalog.Resolve(bundle));
        var (from, to) = (manifest.Architecture, options.Architecture);
        return from.Hidden == to.Hidden && from.Aggregation == to.Aggregation && from.FeatureLayout == to.FeatureLayout
            ? options with { Initial = weights, InitialName = $"{manifest.Name} {manifest.Version}", Architecture = to with { Depth = from.Depth } }
            : throw new InputException($"--init {bundle}: its networks have --hidden {from.Hidden} and --aggregation {from.Aggregation.ToString().ToLowerInvariant()}; training must have the same");
    }
}
