using System.IO.Compression;
using System.Text.Json;
using MolScreen.Gnn.Network;
using MolScreen.Testing;

namespace MolScreen.Gnn.Tests;

/// <summary>chemprop 2.2.4's own features, weights and predictions (tests/data/oracle).</summary>
internal static class Oracle
{
    private static readonly Lazy<MoleculeGraphs> graphs = new(ReadGraphs);

    /// <summary>The 200 molecules as codes, taken back from chemprop's multi-hot vectors.</summary>
    internal static MoleculeGraphs Graphs => graphs.Value;

    /// <summary>The default architecture, which the Lipo weights have.</summary>
    internal static NetworkArchitecture Architecture { get; } = new();

    internal static NetworkWeights Weights => NetworkWeights.Read(Repository.TestData("oracle", "chemprop_lipo.safetensors"), Architecture);

    internal static float[] Predictions
    {
        get
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Repository.TestData("oracle", "chemprop_lipo_predictions.json")));
            return json.RootElement.EnumerateArray().Select(row => row.GetProperty("y")[0].GetSingle()).ToArray();
        }
    }

    private static MoleculeGraphs ReadGraphs()
    {
        var layout = FeatureLayout.Named(FeatureLayout.ChempropV2);
        List<ushort> atomCounts = [], bondCounts = [], ends = [];
        List<byte> atomCodes = [], bondCodes = [];
        List<float> masses = [];
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Repository.TestData("oracle", "chemprop_v2_features.jsonl.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var molecule = json.RootElement;
            var atoms = molecule.GetProperty("V").EnumerateArray().Select(Row).ToArray();
            var edges = molecule.GetProperty("E").EnumerateArray().Select(Row).ToArray();
            var source = molecule.GetProperty("edge_index")[0].EnumerateArray().Select(v => v.GetUInt16()).ToArray();
            var target = molecule.GetProperty("edge_index")[1].EnumerateArray().Select(v => v.GetUInt16()).ToArray();
            atomCounts.Add((ushort)atoms.Length);
            bondCounts.Add((ushort)(edges.Length / 2));
            foreach (var atom in atoms)
            {
                var offset = 0;
                foreach (var slots in layout.AtomGroups[..^1])
                {
                    atomCodes.Add((byte)Array.IndexOf(atom[offset..(offset + slots)], 1f));
                    offset += slots;
                }

                atomCodes.Add((byte)atom[offset]);
                masses.Add(atom[offset + 1] * 100);
            }

            for (var edge = 0; edge < edges.Length; edge += 2)
            {
                Assert.Equal(edges[edge], edges[edge + 1]);
                var type = Array.IndexOf(edges[edge][1..5], 1f);
                ends.AddRange([source[edge], target[edge]]);
                bondCodes.AddRange([(byte)(type < 0 ? 4 : type), (byte)edges[edge][5], (byte)edges[edge][6], (byte)Array.IndexOf(edges[edge][7..14], 1f)]);
            }
        }

        return new MoleculeGraphs(layout.Name, [.. atomCounts], [.. bondCounts], [.. atomCodes], [.. masses], [.. ends], [.. bondCodes]);
    }

    private static float[] Row(JsonElement row) => row.EnumerateArray().Select(v => v.GetSingle()).ToArray();
}
