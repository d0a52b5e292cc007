using System.Xml.Linq;

namespace MolScreen.Cli.Tests.Depiction;

public sealed class DrawTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task A_molecule_is_one_drawing_of_the_size_asked_for()
    {
        using var folder = new TemporaryFolder();
        var output = Path.Combine(folder.Path, "aspirin.svg");

        var run = await CommandRun.Of("draw", "CC(=O)Oc1ccccc1C(=O)O", "--out", output, "--size", "500x250", "--legend", "aspirin <b>");

        Assert.Equal((0, "", ""), (run.Code, run.Output, run.Error));
        var root = XDocument.Load(output).Root!;
        Assert.Equal("0 0 500 250", root.Attribute("viewBox")!.Value);
        Assert.Equal("aspirin <b>", Assert.Single(root.Descendants(Svg + "text")).Value);
    }

    [Fact]
    public async Task A_file_is_a_grid_with_identifiers_and_a_cell_for_every_row()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", string.Concat(Enumerable.Range(1, 7).Select(i => i == 3 ? "C1CC broken\n" : $"{new string('C', i)} m{i}\n")));

        var run = await CommandRun.Of("draw", library, "--columns", "3", "--size", "200x100", "--top", "6");

        var root = XDocument.Parse(run.Output).Root!;
        Assert.Equal("0 0 600 200", root.Attribute("viewBox")!.Value);
        Assert.Equal(6, root.Elements(Svg + "g").Count());
        var texts = root.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Equal(["m1", "m2"], texts[..2]);
        Assert.Contains("broken – syntax", texts);
    }

    /// <summary>All eight atoms of benzoquinone belong to its alerts.</summary>
    [Fact]
    public async Task Alerts_are_highlighted_and_named()
    {
        var run = await CommandRun.Of("draw", "C1=CC(=O)C=CC1=O", "--alerts");

        var root = XDocument.Parse(run.Output).Root!;
        Assert.Equal(8, root.Descendants(Svg + "ellipse").Count());
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value.Contains("pains_a: quinone_A(370)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Substructure_atoms_and_weights_are_coloured()
    {
        var atoms = await CommandRun.Of("draw", "CCO", "--highlight-atoms", "0,2");
        var substructure = await CommandRun.Of("draw", "CCO", "--highlight", "[CH3]");
        var weights = await CommandRun.Of("draw", "CCO", "--weights=-0.5,0.25,1e-1", "--as-written");

        Assert.Equal(2, XDocument.Parse(atoms.Output).Descendants(Svg + "ellipse").Count());
        Assert.Single(XDocument.Parse(substructure.Output).Descendants(Svg + "ellipse"));
        Assert.Equal(["1.00", "0.50", "0.20"], XDocument.Parse(weights.Output).Descendants(Svg + "circle").Select(c => c.Attribute("fill-opacity")!.Value));
    }

    [Theory]
    [InlineData("--size", "400", "--size 400: must be width x height")]
    [InlineData("--size", "49x300", "50 to 4000")]
    [InlineData("--highlight", "C(", "not a SMARTS")]
    [InlineData("--highlight-atoms", "0,9", "There is no atom 9: the molecule has 3 atoms, counted from 0.")]
    [InlineData("--highlight-atoms", "0,x", "'x' is not a number")]
    [InlineData("--weights", "1,2", "3 atoms, but 2 weights.")]
    [InlineData("--columns", "0", "--columns must be 1 to 20")]
    [InlineData("--top", "101", "--top must be 1 to 100")]
    public async Task What_cannot_be_drawn_is_one_sentence_and_no_file(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("draw", "CCO", option, value, "--out", Path.Combine(folder.Path, "out.svg"));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task What_is_for_one_molecule_is_refused_for_a_file_of_several()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("draw", folder.Write("two.smi", "C\nCC\n"), "--legend", "x");
        var empty = await CommandRun.Of("draw", folder.Write("none.smi", ""));

        Assert.Equal((2, 2), (run.Code, empty.Code));
        Assert.Contains("for a single molecule", run.Error, StringComparison.Ordinal);
    }
}
