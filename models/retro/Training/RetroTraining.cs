using MolScreen.Retro.Bundles;
using MolScreen.Retro.Policy;
using MolScreen.Retro.Templates;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Retro.Training;

/// <summary>Trains the policy over the templates of an extraction.</summary>
public static class RetroTraining
{
    /// <summary>
    /// Trains the policy on an extraction and writes a bundle: templates, policy, manifest. Its stock is made apart. The
    /// manifest records held-out figures over all test reactions, those without a template in the library included.
    /// </summary>
    public static PolicyTrainingReport Train(
        string extractionFolder,
        string bundleFolder,
        IReadOnlyList<string> sources,
        PolicyTrainingOptions? options = null,
        IProgress<RetroProgress>? progress = null,
        CancellationToken cancel = default)
    {
        options ??= new PolicyTrainingOptions();
        var templates = TemplateSet.Read(Path.Combine(extractionFolder, RetroBundle.TemplateFile));
        var reactions = ExtractedReactions.Read(extractionFolder);
        var fingerprints = ProductFingerprint.Of([.. reactions.Select(reaction => reaction.Product)], options.Threads, cancel);
        PolicyTrainer.Example[] Examples(ReactionSplit split) => [.. reactions
            .Select((reaction, i) => (reaction, fingerprint: fingerprints[i]))
            .Where(pair => pair.reaction.Split == split && pair.fingerprint is not null && pair.reaction.Templates.Count > 0)
            .Select(pair => new PolicyTrainer.Example(pair.fingerprint!, [.. pair.reaction.Templates]))];

        var train = Examples(ReactionSplit.Train);
        if (train.Length == 0)
        {
            throw new RetroException($"{extractionFolder} has no training reaction with a template of its library.");
        }

        var (policy, epochs, loss) = new PolicyTrainer(options, templates.Templates.Count).Fit(train, Examples(ReactionSplit.Validation), progress, cancel);
        Directory.CreateDirectory(bundleFolder);
        templates.Write(Path.Combine(bundleFolder, RetroBundle.TemplateFile));
        SafetensorsFile.Write(Path.Combine(bundleFolder, RetroBundle.PolicyFile), policy, new Dictionary<string, string> { [PolicyNetwork.TemplateHashKey] = templates.Hash });
        var network = PolicyNetwork.Read(Path.Combine(bundleFolder, RetroBundle.PolicyFile));
        var test = reactions.Zip(fingerprints).Where(pair => pair.First.Split == ReactionSplit.Test && pair.Second is not null)
            .Select(pair => (pair.Second!, pair.First.Templates)).ToList();
        var metrics = TemplateAccuracy.Of(network, test);
        new RetroManifest
        {
            Templates = templates.Templates.Count,
            TemplateHash = templates.Hash,
            Hidden = options.Hidden,
            Sources = [.. sources],
            TrainingReactions = train.Length,
            Metrics = new Dictionary<string, double>(metrics),
        }.Write(bundleFolder);
        return new PolicyTrainingReport(train.Length, epochs, loss, metrics);
    }
}
