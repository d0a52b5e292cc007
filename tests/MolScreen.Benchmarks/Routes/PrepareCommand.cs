using System.IO.Compression;
using System.Text.Json;
using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Stock;
using MolScreen.Retro.Training;

namespace MolScreen.Benchmarks.Routes;

/// <summary>
/// <c>scripts/bench-routes prepare FOLDER</c>: draws targets of our own, and lists what the steps of all benchmark routes make, for
/// <c>molscreen retro extract --leave-out</c>: templates and a policy that never saw one.
/// </summary>
internal static class PrepareCommand
{
    /// <summary>File of our own targets, in the form of the reference routes.</summary>
    public const string OwnFile = "own_routes.json.gz";

    private const string ProductsFile = "products.smi";

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
        var reactions = files.SelectMany(file => Read(Path.Combine(data, "reactions", file))).ToList();
        var reference = ReferenceRoutes.Products(ReferenceRoutes.Path(data)).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<RouteNode> own;
        using (var stock = StockFile.Open(RoutesCommand.Stock(data)))
        {
            own = OwnRoutes.Draw(reactions, stock, reference, Targets);
        }

        using (var stream = new GZipStream(File.Create(Path.Combine(folder, OwnFile)), CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(stream, own.Select(route => new { length = route.Products().Count(), route }), json);
        }

        var held = own.SelectMany(route => route.Products()).Concat(reference).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        File.WriteAllLines(Path.Combine(folder, ProductsFile), held);
        Console.WriteLine($"{own.Count} targets of our own; nothing may be learned of {held.Length} products: molscreen retro extract … --leave-out {Path.Combine(folder, ProductsFile)}");
        return 0;
    }

    private static List<KnownReaction> Read(string path)
    {
        var read = new List<KnownReaction>();
        foreach (var slice in ReactionFile.Read(path).Chunk(SliceSize))
        {
            Console.Error.Write($"\r{Path.GetFileName(path)}: {read.Count}");
            var extractions = TemplateExtractor.Extract([.. slice.Select(row => row.Mapped)]);
            read.AddRange(slice.Zip(extractions, (row, extraction) => new KnownReaction(
                extraction.Product.Length == 0 ? "" : ReferenceRoutes.Standard(extraction.Product),
                extraction.Reactants.Length == 0 ? [] : extraction.Reactants.Split('.'))));
        }

        Console.Error.WriteLine();
        return read;
    }
}
