using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Policy;
using MolScreen.Retro.Templates;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Retro.Training;

/// <summary>Makes a retro bundle from reactions: templates and starting materials first, then the policy.</summary>
public static class RetroTraining
{
    /// <summary>File of starting materials within an extraction's folder; <c>stock build</c> turns it into a stock.</summary>
    public const string StartingMaterialsFile = "starting_materials.smi.gz";

    private const int SliceSize = 4096;
    private const int MostExamples = 3;

    /// <summary>
    /// Extracts templates from atom-mapped reactions and writes templates.tsv.gz, reactions.tsv.gz and
    /// <see cref="StartingMaterialsFile"/>. The same reaction counts once. Only training reactions make templates.
    /// </summary>
    /// <param name="reactionFiles">
    /// CSV with a column <c>reaction</c>; see <see cref="ReactionFile"/>. Files without atom maps, with columns <c>product</c> and
    /// <c>reactants</c>, add to the starting materials alone.
    /// </param>
    /// <param name="outFolder">Created when needed.</param>
    public static ExtractionReport Extract(
        IReadOnlyList<string> reactionFiles,
        string outFolder,
        ExtractionOptions? options = null,
        IProgress<RetroProgress>? progress = null,
        CancellationToken cancel = default)
    {
        options ??= new ExtractionOptions();
        var unmapped = reactionFiles.Select(ReactionFile.ReadUnmapped).ToList();
        var rows = reactionFiles.Where((_, i) => unmapped[i] is null).SelectMany(ReactionFile.Read).ToList();
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var reactions = new List<ExtractedReaction>();
        var done = 0;
        foreach (var slice in rows.Chunk(SliceSize))
        {
            var extractions = TemplateExtractor.Extract([.. slice.Select(row => row.Reaction)], options.Threads, cancel);
            foreach (var ((id, _), extraction) in slice.Zip(extractions))
            {
                var reason = extraction.Status.ToString();
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                if (extraction.Status != ExtractionStatus.Ok || !seen.Add($"{extraction.Product} {extraction.Reactants} {extraction.Template}"))
                {
                    continue;
                }

                var template = RetroTemplate.IdOf(extraction.Template);
                texts[template] = extraction.Template;
                var split = ExtractedReactions.SplitOf(extraction.Product, options.ValidationPercent, options.TestPercent);
                reactions.Add(new ExtractedReaction(id, split, template, extraction.Product, extraction.Reactants));
            }

            done += slice.Length;
            progress?.Report(new RetroProgress("extracted", done, rows.Count));
        }

        var all = reactions.Where(reaction => reaction.Split == ReactionSplit.Train)
            .GroupBy(reaction => reaction.Template, StringComparer.Ordinal)
            .Select(same => new RetroTemplate(texts[same.Key], same.Count(), [.. same.Take(MostExamples).Select(reaction => reaction.Id)]))
            .ToList();
        var library = new TemplateSet([.. all
            .Where(template => template.Precedents >= options.MinPrecedents)
            .OrderByDescending(template => template.Precedents).ThenBy(template => template.Smarts, StringComparer.Ordinal)]);
        var materials = StartingMaterials.Of(
            [.. reactions.Select(reaction => (reaction.Product, reaction.Reactants)), .. unmapped.SelectMany(file => file ?? [])]);
        Directory.CreateDirectory(outFolder);
        library.Write(Path.Combine(outFolder, RetroBundle.TemplateFile));
        ExtractedReactions.Write(outFolder, reactions);
        using (var writer = ReactionFile.CreateText(Path.Combine(outFolder, StartingMaterialsFile)))
        {
            materials.ForEach(writer.WriteLine);
        }

        var known = library.Templates.Select(template => template.Id).ToHashSet(StringComparer.Ordinal);
        var test = reactions.Where(reaction => reaction.Split == ReactionSplit.Test).ToList();
        return new ExtractionReport(
            rows.Count,
            reasons.GetValueOrDefault(nameof(ExtractionStatus.Ok)),
            reactions.Count,
            known.Count,
            all.Count,
            materials.Count,
            reasons,
            test.Count == 0 ? 0 : test.Count(reaction => known.Contains(reaction.Template)) / (double)test.Count);
    }

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
        var position = templates.Templates.Select((template, i) => (template.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var reactions = ExtractedReactions.Read(extractionFolder);
        var fingerprints = ProductFingerprint.Of([.. reactions.Select(reaction => reaction.Product)], options.Threads, cancel);
        PolicyTrainer.Example[] Examples(ReactionSplit split) => [.. reactions
            .Select((reaction, i) => (reaction, fingerprint: fingerprints[i]))
            .Where(pair => pair.reaction.Split == split && pair.fingerprint is not null && position.ContainsKey(pair.reaction.Template))
            .Select(pair => new PolicyTrainer.Example(pair.fingerprint!, position[pair.reaction.Template]))];

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
            .Select(pair => (pair.Second!, position.GetValueOrDefault(pair.First.Template, -1))).ToList();
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
