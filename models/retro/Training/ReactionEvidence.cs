using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Templates;

namespace MolScreen.Retro.Training;

/// <summary>Gathers what reactions show: their templates with precedents, and what became of each row.</summary>
internal sealed class ReactionEvidence(LeftOutProducts leftOut, ExtractionOptions options)
{
    /// <summary>Reason of a reaction whose product a benchmark holds.</summary>
    public const string LeftOut = "LeftOut";

    /// <summary>Reason of a reaction that is there already.</summary>
    public const string Duplicate = "Duplicate";

    /// <summary>Reason of a reaction without atom maps that no template makes.</summary>
    public const string NoTemplate = "NoTemplate";

    private const int MostExamples = 3;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _templates = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);

    /// <summary>Rows added so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows by what became of them, under the names of <see cref="ExtractionStatus"/> and of the constants here.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _reasons;

    /// <summary>Rows that gave no template.</summary>
    public List<(string Id, string Reason)> Rejected { get; } = [];

    /// <summary>Different reactions with a template, in order, as yet without positions of templates.</summary>
    public List<ExtractedReaction> Reactions { get; } = [];

    /// <summary>Readable reactions that no template makes: they still tell of starting materials.</summary>
    public List<(string Product, string Reactants)> Unlabelled { get; } = [];

    /// <summary>Adds atom-mapped rows with what was extracted from them.</summary>
    public void Add(IReadOnlyList<RecordedReaction> rows, IReadOnlyList<TemplateExtraction> extractions, CancellationToken cancel)
    {
        var held = leftOut.Hold([.. extractions.Select(extraction => extraction.Product)], cancel);
        for (var i = 0; i < rows.Count; i++)
        {
            Add(rows[i], extractions[i], held[i], extractions[i].Status.ToString());
        }
    }

    /// <summary>Adds rows without atom maps, with the templates that make their reactants and what was extracted from the maps that the first gives.</summary>
    public void AddLabelled(
        IReadOnlyList<RecordedReaction> rows, IReadOnlyList<ReactionLabels> labels, IReadOnlyList<TemplateExtraction> extractions, CancellationToken cancel)
    {
        var held = leftOut.Hold([.. rows.Select(row => row.Product)], cancel);
        for (var i = 0; i < rows.Count; i++)
        {
            var label = labels[i];
            var reason = label.Product.Length == 0 || label.Reactants.Length == 0 ? nameof(ExtractionStatus.Molecule) : NoTemplate;
            if (label.Mapped.Length > 0)
            {
                reason = extractions[i].Status.ToString();
            }
            else if (reason == NoTemplate && !held[i])
            {
                Unlabelled.Add((label.Product, label.Reactants));
            }

            Add(rows[i], extractions[i], held[i], reason);
        }
    }

    /// <summary>Strict templates and then general ones, each by falling number of precedents.</summary>
    public IReadOnlyList<RetroTemplate> Templates(int leastStrict, int leastGeneral) =>
        [.. _templates
            .Where(pair => pair.Value.Precedents >= (pair.Value.Granularity == TemplateGranularity.Strict ? leastStrict : leastGeneral))
            .OrderBy(pair => pair.Value.Granularity).ThenByDescending(pair => pair.Value.Precedents).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new RetroTemplate(pair.Key, pair.Value.Granularity, pair.Value.Precedents, pair.Value.Class, pair.Value.Examples))];

    private void Add(RecordedReaction row, TemplateExtraction extraction, bool held, string reason)
    {
        Rows++;
        var ok = reason == nameof(ExtractionStatus.Ok);
        reason = held ? LeftOut
            : ok && !_seen.Add($"{extraction.Product} {extraction.Reactants} {extraction.Template}") ? Duplicate
            : reason;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        if (reason != nameof(ExtractionStatus.Ok))
        {
            Rejected.Add((row.Id, reason));
            return;
        }

        var split = ExtractedReactions.SplitOf(extraction.Product, options.ValidationPercent, options.TestPercent);
        Reactions.Add(new ExtractedReaction(row.Id, split, extraction.Product, extraction.Reactants, []));
        if (split == ReactionSplit.Train)
        {
            Count(extraction.Template, TemplateGranularity.Strict, row);
            Count(extraction.General, TemplateGranularity.General, row);
        }
    }

    private void Count(string smarts, TemplateGranularity granularity, RecordedReaction row)
    {
        if (smarts.Length == 0)
        {
            return;
        }

        if (!_templates.TryGetValue(smarts, out var entry))
        {
            _templates.Add(smarts, entry = new Entry(granularity));
        }

        entry.Precedents++;
        if (entry.Examples.Count < MostExamples)
        {
            entry.Examples.Add(row.Id);
        }

        if (row.Class.Length > 0)
        {
            entry.Classes[row.Class] = entry.Classes.GetValueOrDefault(row.Class) + 1;
        }
    }

    private sealed class Entry(TemplateGranularity granularity)
    {
        public TemplateGranularity Granularity { get; } = granularity;

        public int Precedents { get; set; }

        public List<string> Examples { get; } = [];

        public SortedDictionary<string, int> Classes { get; } = new(StringComparer.Ordinal);

        public string Class => Classes.Count == 0 ? "" : Classes.MaxBy(pair => pair.Value).Key;
    }
}
