using System.Globalization;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using MolScreen.Chemistry.Depiction;

namespace MolScreen.Chemistry.Tests.Depiction;

public sealed class DepictorTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>python3-rdkit's own MolDraw2DSVG, element by element (scripts/oracles/regenerate-drawings).</summary>
    [Fact]
    public void Molecules_are_drawn_as_rdkit_draws_them()
    {
        var oracle = RdkitOracle.Read<Expected>("rdkit_drawings.jsonl.gz");

        Assert.Equal(8, oracle.Length);
        foreach (var expected in oracle)
        {
            var molecule = new DrawnMolecule(expected.Smiles) { Highlights = [.. expected.Atoms.Select(atom => Highlight.Atom(atom))] };
            Assert.Contains($"translate(0,0)'>\n{expected.Elements}</g>", Depictor.Draw([molecule]).Svg, StringComparison.Ordinal);
        }
    }

    /// <summary>Every readable odd molecule: well-formed, no script, every bond drawn, every path within its cell.</summary>
    [Fact]
    public void A_drawing_shows_every_bond_within_its_cell()
    {
        foreach (var molecule in RdkitOracle.Odd.Where(m => !m.Error))
        {
            var drawing = Depictor.Draw([new DrawnMolecule(molecule.Smiles) { Legend = "x" }], new() { Width = 300, Height = 200 });
            Assert.Equal(MoleculeStatus.Ok, Assert.Single(drawing.Status));
            var root = XDocument.Parse(drawing.Svg).Root!;
            Assert.Equal("0 0 300 200", root.Attribute("viewBox")!.Value);
            Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "script" or "image" or "foreignObject");
            var drawn = root.Descendants().Select(e => e.Attribute("class")?.Value.Split(' ')[0]).Where(c => c is not null && c.StartsWith("bond-", StringComparison.Ordinal)).Distinct();
            Assert.Superset(Enumerable.Range(0, molecule.Ends.Length / 2).Select(b => $"bond-{b}").ToHashSet(), drawn.ToHashSet()!);
            foreach (var path in root.Descendants(Svg + "path"))
            {
                var numbers = path.Attribute("d")!.Value.Split([' ', ',', 'M', 'L', 'Q', 'Z', '\n'], StringSplitOptions.RemoveEmptyEntries);
                var values = Array.ConvertAll(numbers, n => double.Parse(n, CultureInfo.InvariantCulture));
                for (var i = 0; i + 1 < values.Length; i += 2)
                {
                    Assert.InRange(values[i], 0, 300);
                    Assert.InRange(values[i + 1], 0, 200);
                }
            }
        }
    }

    [Fact]
    public void Highlighted_atoms_and_their_bonds_are_coloured()
    {
        var molecule = new DrawnMolecule("CCCCO")
        {
            Highlights = [Highlight.Atom(0, 0x00FF00), Highlight.Atom(1, 0x00FF00), Highlight.Atom(4, 0x0000FF), Highlight.Bond(2, 3, 0xFF00FF)],
        };

        Assert.Equal(
            ["#0000FF atom-4", "#00FF00 atom-0", "#00FF00 atom-1", "#00FF00 bond-0 atom-0 atom-1", "#FF00FF bond-2 atom-2 atom-3"],
            Filled(Depictor.Draw([molecule], new() { Monochrome = true }).Svg).Where(line => !line.StartsWith("#000000", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_substructure_is_highlighted_wherever_it_matches()
    {
        var svg = Depictor.Draw([new DrawnMolecule("OCCO"), new DrawnMolecule("CCC")], new() { Substructure = "[OH]" }).Svg;

        Assert.Equal(["#FFB3A7 atom-0", "#FFB3A7 atom-3"], Filled(svg).Where(line => line.StartsWith("#FFB3A7", StringComparison.Ordinal)));
    }

    /// <summary>By hand: the largest weight is opaque, half of it half, zero nothing; red above zero, blue below.</summary>
    [Theory]
    [InlineData(0, "1.00", "0.50")]
    [InlineData(4, "0.50", "0.25")]
    public void Weights_are_halos_on_a_symmetric_scale(double scale, string strong, string weak)
    {
        var svg = Depictor.Draw([new DrawnMolecule("CCO") { Weights = [-2, 0, 1] }], new() { WeightScale = scale }).Svg;

        Assert.Equal(
            [("weight-0", "url(#molscreen-minus)", strong), ("weight-2", "url(#molscreen-plus)", weak)],
            XDocument.Parse(svg).Descendants(Svg + "circle").Select(c => (c.Attribute("class")!.Value, c.Attribute("fill")!.Value, c.Attribute("fill-opacity")!.Value)));
    }

    [Fact]
    public void Legends_are_text_with_nothing_left_to_xml()
    {
        const string legend = "a <b> & \"c\" 'd' – β \ufffe";
        var root = XDocument.Parse(Depictor.Draw([new DrawnMolecule("C") { Legend = legend }]).Svg).Root!;

        Assert.Equal(legend.Replace('\ufffe', '?'), Assert.Single(root.Descendants(Svg + "text")).Value);
        Assert.Throws<ArgumentException>(() => Depictor.Draw([new DrawnMolecule("C") { Legend = "a\tb" }]));
    }

    [Fact]
    public void A_long_legend_takes_three_lines_and_ends_with_an_ellipsis()
    {
        var legend = string.Join(' ', Enumerable.Repeat("nitrogroup", 40));
        var lines = XDocument.Parse(Depictor.Draw([new DrawnMolecule("C") { Legend = legend }]).Svg).Descendants(Svg + "text").Select(t => t.Value).ToList();

        Assert.Equal(3, lines.Count);
        Assert.StartsWith(string.Join(' ', lines[0], lines[1]), legend, StringComparison.Ordinal);
        Assert.EndsWith("…", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 20, 400 / 7));
    }

    [Fact]
    public void Bad_molecules_have_a_status_and_a_cell_that_says_so()
    {
        DrawnMolecule[] molecules =
        [
            new("CC") { Legend = "ethane" }, new("C1CC"), new("C(C)(C)(C)(C)C"), new(""),
            new("CC") { Highlights = [Highlight.Atom(2)] }, new("CCC") { Highlights = [Highlight.Bond(0, 2)] }, new("CC") { Weights = [1] },
            new("CC") { Weights = [double.NaN, 1] }, new(new string('C', 501)),
        ];
        var drawing = Depictor.Draw(molecules, new() { Width = 900, Height = 100, Columns = 3 });

        Assert.Equal(
            [MoleculeStatus.Ok, MoleculeStatus.Syntax, MoleculeStatus.Valence, MoleculeStatus.Empty, .. Enumerable.Repeat(MoleculeStatus.Unsupported, 4), MoleculeStatus.TooLarge],
            drawing.Status);
        Assert.Equal("There is no atom 2: the molecule has 2 atoms, counted from 0.", drawing.Messages[4]);
        Assert.Equal("Atoms 0 and 2 are not bonded.", drawing.Messages[5]);
        var root = XDocument.Parse(drawing.Svg).Root!;
        Assert.Equal("0 0 2700 300", root.Attribute("viewBox")!.Value);
        Assert.Equal(9, root.Elements(Svg + "g").Count());
        Assert.Equal(["ethane", .. drawing.Messages[1..]], root.Descendants(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void Options_change_what_they_say()
    {
        var alanine = new DrawnMolecule("C[C@H](N)C(=O)O");
        string Draw(DrawingOptions options) => Depictor.Draw([alanine], options).Svg;
        var plain = Draw(new());

        Assert.Contains("<rect ", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("<rect ", Draw(new() { Transparent = true }), StringComparison.Ordinal);
        Assert.Contains("#0000FF", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("#0000FF", Draw(new() { Monochrome = true }), StringComparison.Ordinal);
        Assert.Equal(6, Notes(Draw(new() { AtomIndices = true })));
        Assert.Equal(3, Notes(Draw(new() { StereoLabels = true })));  // (S)
        Assert.Equal(0, Notes(plain));
        static int Notes(string svg) => XDocument.Parse(svg).Descendants(Svg + "path").Count(p => p.Attribute("class")?.Value is "note" or "CIP_Code");
    }

    [Fact]
    public void The_same_is_drawn_on_every_thread()
    {
        var molecules = RdkitOracle.Odd.Where(m => !m.Error).Take(60).Select(m => new DrawnMolecule(m.Smiles)).ToList();
        var expected = Depictor.Draw(molecules).Svg;

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Assert.Equal(expected, Depictor.Draw(molecules).Svg));
    }

    [Fact]
    public void Sizes_out_of_range_and_a_text_that_is_no_smarts_are_refused()
    {
        DrawnMolecule[] one = [new("C")];
        Assert.Throws<ArgumentOutOfRangeException>(() => Depictor.Draw(one, new() { Width = 49 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Depictor.Draw(one, new() { Height = 4001 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Depictor.Draw(one, new() { WeightScale = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Depictor.Draw([]));
        Assert.Contains("not a SMARTS", Assert.Throws<ArgumentException>(() => Depictor.Draw(one, new() { Substructure = "C(" })).Message, StringComparison.Ordinal);
    }

    /// <summary>Filled shapes: colour and class.</summary>
    private static IEnumerable<string> Filled(string svg) =>
        from element in XDocument.Parse(svg).Descendants()
        let style = element.Attribute("style")?.Value
        where style is not null && style.StartsWith("fill:#", StringComparison.Ordinal)
        select $"{style[5..12]} {element.Attribute("class")?.Value.Trim()}";

    private sealed record Expected(
        [property: JsonPropertyName("smiles")] string Smiles,
        [property: JsonPropertyName("atoms")] int[] Atoms,
        [property: JsonPropertyName("elements")] string Elements);
}
