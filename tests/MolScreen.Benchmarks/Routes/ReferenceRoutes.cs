using System.IO.Compression;
using System.Text.Json;
using MolScreen.Chemistry;
using MolScreen.Retro;

namespace MolScreen.Benchmarks.Routes;

/// <summary>A target with a route that is known.</summary>
/// <param name="Target">Standardized SMILES.</param>
/// <param name="Key">The known route as <see cref="RouteKey"/> writes it; null where only the target is known.</param>
internal sealed record KnownRoute(string Target, string? Key);

/// <summary>The reference routes of the data folder: patents' routes of at least two steps.</summary>
internal static class ReferenceRoutes
{
    /// <summary>Where they lie in the data folder.</summary>
    public static string Path(string data) => System.IO.Path.Combine(data, "routes", "reference_routes.json.gz");

    /// <summary>Routes of three or more steps, every so-manieth in the file's order, so that few targets are as mixed as many.</summary>
    public static IReadOnlyList<KnownRoute> Read(string path, int count)
    {
        using var document = Open(path);
        var routes = document.RootElement.EnumerateArray().Where(route => route.GetProperty("length").GetInt32() >= 3).ToList();
        return [.. Enumerable.Range(0, Math.Min(count, routes.Count))
            .Select(i => routes[(int)((long)i * routes.Count / Math.Min(count, routes.Count))].GetProperty("route"))
            .Select(route => new KnownRoute(Standard(route.GetProperty("smiles").GetString()!), RouteKey(route)))];
    }

    /// <summary>Targets and intermediates of all routes of a file, standardized.</summary>
    public static IReadOnlyList<string> Products(string path)
    {
        using var document = Open(path);
        var products = new List<string>();
        void Add(JsonElement molecule)
        {
            if (molecule.TryGetProperty("reactants", out var reactants))
            {
                products.Add(Standard(molecule.GetProperty("smiles").GetString()!));
                reactants.EnumerateArray().ToList().ForEach(Add);
            }
        }

        document.RootElement.EnumerateArray().ToList().ForEach(route => Add(route.GetProperty("route")));
        return products;
    }

    private static JsonDocument Open(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonDocument.Parse(stream);
    }

    /// <summary>The molecules of a route with what they are made of, reactants sorted: routes are the same when these are.</summary>
    public static string RouteKey(PlannedMolecule molecule) => molecule.Reaction is null
        ? Standard(molecule.Smiles)
        : Key(molecule.Smiles, molecule.Reaction.Reactants.Select(RouteKey));

    private static string RouteKey(JsonElement molecule) => molecule.TryGetProperty("reactants", out var reactants)
        ? Key(molecule.GetProperty("smiles").GetString()!, reactants.EnumerateArray().Select(RouteKey))
        : Standard(molecule.GetProperty("smiles").GetString()!);

    private static string Key(string smiles, IEnumerable<string> reactants) =>
        $"{Standard(smiles)}({string.Join(' ', reactants.Order(StringComparer.Ordinal))})";

    /// <summary>The standard form of a SMILES; the text itself where it has none.</summary>
    public static string Standard(string smiles) =>
        MoleculeProcessor.Process([smiles], MoleculeParts.Smiles, new ProcessingOptions { Threads = 1, RewriteBonds = false }).Smiles is [var standard] ? standard : smiles;
}
