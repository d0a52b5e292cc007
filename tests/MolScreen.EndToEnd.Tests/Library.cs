using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>The libraries of these tests, made of the bundled one.</summary>
internal static class Library
{
    /// <summary>The bundled drugs, then the bundled broken rows, as bytes: one of the rows is not text.</summary>
    public static byte[] Whole() => [.. Drugs(1), .. File.ReadAllBytes(Repository.TestData("library", "broken.smi"))];

    /// <summary>The bundled drugs several times over.</summary>
    public static byte[] Drugs(int times)
    {
        var drugs = File.ReadAllBytes(Repository.TestData("library", "drugs.smi"));
        return [.. Enumerable.Repeat(drugs, times).SelectMany(bytes => bytes)];
    }

    /// <summary>A job whose every answer is the same whatever machine runs it: searches end by calls, not by time.</summary>
    public static string Job(int routes) =>
        $$"""
        name: end to end
        models:
          - model: bace
            weight: 2
            desirability: { better: higher, low: 0.1, high: 0.9 }
          - model: esol
            desirability: { better: higher, low: -7, high: -2 }
        filters:
          molecular_weight: { max: 500 }
        {{(routes > 0 ? $"routes: {{ molecules: {routes}, per_molecule: 2, calls: 20, seconds: 300, max_depth: 5 }}" : "")}}
        """;
}
