using System.IO.Compression;
using System.Text.Json;
using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Stock;
using MolScreen.Retro.Training;

namespace MolScreen.Benchmarks.Routes;

/// <summary>
/// <c>scripts/bench-routes prepare FOLDER</c>: draws targets of our own, and writes the reactions without those that make a target or an
/// intermediate of a benchmark route, for templates and a policy that never saw one.
/// </summary>
internal static class PrepareCommand
{
    /// <summary>File of our own targets, in the form of the reference routes.</summary>
    public const string OwnFile = "own_routes.json.gz";

    private const int Targets = 200;
    private const int SliceSize = 4096;

    private static readonly string[] files = ["uspto_mapped.csv.gz", "paroutes_mapped.csv.gz"];
    private static readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes the folder.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string data, string folder)
    {
        Directory.CreateDirectory(folder);
        var reactions = files.ToDictionary(file => file, file => Read(Path.Combine(data, "reactions", file)));
        var reference = ReferenceRoutes.Products(ReferenceRoutes.Path(data)).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<RouteNode> own;
        using (var stock = StockFile.Open(RoutesCommand.Stock(data)))
        {
            own = OwnRoutes.Draw([.. files.SelectMany(file => reactions[file])], stock, reference, Targets);
        }

        using (var stream = new GZipStream(File.Create(Path.Combine(folder, OwnFile)), CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(stream, own.Select(route => new { length = route.Products().Count(), route }), json);
        }

        var held = own.SelectMany(route => route.Products()).Concat(reference).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, rows) in reactions)
        {
            var kept = rows.Where(row => row.Product.Length > 0 && !held.Contains(row.Product)).ToList();
            using var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(folder, file)), CompressionLevel.SmallestSize)) { NewLine = "\n" };
            writer.WriteLine("reaction");
            kept.ForEach(row => writer.WriteLine(row.Row));
            Console.WriteLine($"{file}: {kept.Count} of {rows.Count} reactions make nothing of the benchmarks");
        }

        Console.WriteLine($"{own.Count} targets of our own; next: molscreen retro extract and molscreen retro train on the files of {folder}");
        return 0;
    }

    private static List<RecordedReaction> Read(string path)
    {
        var read = new List<RecordedReaction>();
        foreach (var slice in ReactionFile.Read(path).Chunk(SliceSize))
        {
            Console.Error.Write($"\r{Path.GetFileName(path)}: {read.Count}");
            var extractions = TemplateExtractor.Extract([.. slice.Select(row => row.Mapped)]);
            read.AddRange(slice.Zip(extractions, (row, extraction) => new RecordedReaction(
                row.Mapped,
                extraction.Product.Length == 0 ? "" : ReferenceRoutes.Standard(extraction.Product),
                extraction.Reactants.Length == 0 ? [] : extraction.Reactants.Split('.'))));
        }

        Console.Error.WriteLine();
        return read;
    }
}
