using MolScreen.Chemistry.Reactions;

namespace MolScreen.Retro.Training;

/// <summary>The products and reactants of a file, whether or not it has atom maps: what a benchmark asks for.</summary>
internal static class RecordedReactions
{
    /// <summary>Product and reactants in order, as SMILES; ("", "") where a row cannot be read.</summary>
    /// <param name="path">A file of <see cref="ReactionFile"/>.</param>
    /// <param name="limit">Only the first so many rows.</param>
    /// <param name="cancel">Ends the work.</param>
    public static IReadOnlyList<(string Product, string Reactants)> Read(string path, int limit, CancellationToken cancel)
    {
        var rows = ReactionFile.Read(path).Take(limit).ToList();
        var mapped = rows.Where(row => row.Mapped.Length > 0).Select(row => row.Mapped).ToList();
        var extractions = new Queue<TemplateExtraction>(TemplateExtractor.Extract(mapped, 0, cancel));
        return [.. rows.Select(row =>
        {
            if (row.Mapped.Length == 0)
            {
                return (row.Product, row.Reactants);
            }

            var extraction = extractions.Dequeue();
            return (extraction.Product, extraction.Reactants);
        })];
    }
}
