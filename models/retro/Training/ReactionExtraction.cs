using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Templates;

namespace MolScreen.Retro.Training;

/// <summary>
/// Makes a template library of reactions. Those with atom maps give templates at two granularities. Those without are mapped by the
/// first template that makes their reactants, and then count as the others do. Only training reactions make templates.
/// </summary>
public static class ReactionExtraction
{
    /// <summary>File of starting materials within an extraction's folder; <c>stock build</c> turns it into a stock.</summary>
    public const string StartingMaterialsFile = "starting_materials.smi.gz";

    /// <summary>File within an extraction's folder that names the rows without a template: gzipped TSV, <c>id, reason</c>.</summary>
    public const string RejectedFile = "rejected.tsv.gz";

    /// <summary>File within an extraction's folder with the benchmark's reactions and the templates that make them, in the form of <see cref="ExtractedReactions"/>.</summary>
    public const string BenchmarkFile = "benchmark.tsv.gz";

    private const int SliceSize = 1024;

    /// <summary>Writes templates.tsv.gz, reactions.tsv.gz, <see cref="RejectedFile"/> and <see cref="StartingMaterialsFile"/>. The same reaction counts once.</summary>
    /// <param name="reactionFiles">Files as <see cref="ReactionFile"/> reads them.</param>
    /// <param name="outFolder">Created when needed.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Rows done.</param>
    /// <param name="cancel">Ends the work; nothing is written.</param>
    /// <exception cref="RetroException">A file is missing or of another form.</exception>
    public static ExtractionReport Run(
        IReadOnlyList<string> reactionFiles,
        string outFolder,
        ExtractionOptions? options = null,
        IProgress<RetroProgress>? progress = null,
        CancellationToken cancel = default)
    {
        options ??= new ExtractionOptions();
        string[] benchmarks = options.Benchmark is { } benchmark ? [benchmark] : [];
        var recorded = benchmarks.SelectMany(path => RecordedReactions.Read(path, int.MaxValue, cancel)).ToList();
        var rows = reactionFiles.SelectMany(ReactionFile.Read).ToList();
        var evidence = new ReactionEvidence(LeftOutProducts.Read([.. options.LeaveOut, .. benchmarks], cancel), options);
        var mapped = rows.Where(row => row.Mapped.Length > 0).ToList();
        foreach (var slice in mapped.Chunk(SliceSize))
        {
            evidence.Add(slice, TemplateExtractor.Extract([.. slice.Select(row => row.Mapped)], options.Threads, cancel), cancel);
            progress?.Report(new RetroProgress("extracted", evidence.Rows, rows.Count));
        }

        var bare = rows.Where(row => row.Mapped.Length == 0).ToList();
        if (bare.Count > 0)
        {
            using var known = Compile(evidence.Templates(1, 1), options.Threads);
            foreach (var slice in bare.Chunk(SliceSize))
            {
                var labels = known.Label([.. slice.Select(row => (row.Product, row.Reactants))], options.Threads, cancel);
                evidence.AddLabelled(slice, labels, TemplateExtractor.Extract([.. labels.Select(label => label.Mapped)], options.Threads, cancel), cancel);
                progress?.Report(new RetroProgress("mapped by templates", evidence.Rows, rows.Count));
            }
        }

        var all = evidence.Templates(1, 1).Count;
        var templates = evidence.Templates(options.MinPrecedents, options.MinGeneralPrecedents);
        using var library = Compile(templates, options.Threads);
        var reactions = new List<ExtractedReaction>();
        foreach (var slice in evidence.Reactions.Chunk(SliceSize))
        {
            var labels = library.Label([.. slice.Select(reaction => (reaction.Product, reaction.Reactants))], options.Threads, cancel);
            reactions.AddRange(slice.Zip(labels, (reaction, label) => reaction with { Templates = label.Templates }));
            progress?.Report(new RetroProgress("labelled", reactions.Count, evidence.Reactions.Count));
        }

        var benchmarkLabels = library.Label(recorded, options.Threads, cancel);

        // A class is a name: the benchmark's may be taken, its chemistry may not.
        templates = TemplateClasses.Fill(
            templates, benchmarks.SelectMany(ReactionFile.Read).Zip(benchmarkLabels, (row, label) => (row.Class, (IReadOnlyList<int>)label.Templates)));
        List<TemplateCoverage> coverage =
        [
            Coverage("products held out", templates, [.. reactions.Where(reaction => reaction.Split == ReactionSplit.Test).Select(reaction => reaction.Templates)]),
            .. benchmarks.Select(path => Coverage(Path.GetFileName(path), templates, [.. benchmarkLabels.Select(label => label.Templates)])),
        ];
        var materials = StartingMaterials.Of([.. evidence.Reactions.Select(reaction => (reaction.Product, reaction.Reactants)), .. evidence.Unlabelled]);
        Directory.CreateDirectory(outFolder);
        var set = new TemplateSet(templates);
        set.Write(Path.Combine(outFolder, RetroBundle.TemplateFile));
        ExtractedReactions.Write(Path.Combine(outFolder, ExtractedReactions.FileName), reactions);
        if (benchmarks.Length > 0)
        {
            ExtractedReactions.Write(
                Path.Combine(outFolder, BenchmarkFile),
                benchmarkLabels.Select((label, i) => new ExtractedReaction($"{i + 1}", ReactionSplit.Test, label.Product, label.Reactants, label.Templates)));
        }

        WriteLines(Path.Combine(outFolder, StartingMaterialsFile), materials);
        WriteLines(Path.Combine(outFolder, RejectedFile), evidence.Rejected.Select(row => $"{row.Id}\t{row.Reason}").Prepend("id\treason"));
        var strict = templates.Count(template => template.Granularity == TemplateGranularity.Strict);
        return new ExtractionReport(
            rows.Count, evidence.Reasons, reactions.Count, strict, templates.Count - strict, all - templates.Count, materials.Count, coverage);
    }

    private static TemplateLibrary Compile(IReadOnlyList<RetroTemplate> templates, int threads) =>
        TemplateLibrary.Compile([.. templates.Select(template => template.Smarts)], threads);

    private static TemplateCoverage Coverage(string of, IReadOnlyList<RetroTemplate> templates, IReadOnlyList<IReadOnlyList<int>> labels)
    {
        int Count(TemplateGranularity granularity) => labels.Count(positions => positions.Any(position => templates[position].Granularity == granularity));
        return new TemplateCoverage(of, labels.Count, Count(TemplateGranularity.Strict), Count(TemplateGranularity.General), labels.Count(positions => positions.Count > 0));
    }

    private static void WriteLines(string path, IEnumerable<string> lines)
    {
        using var writer = ReactionFile.CreateText(path);
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }
}
