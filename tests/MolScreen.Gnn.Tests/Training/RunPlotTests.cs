using System.Xml.Linq;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

public sealed class RunPlotTests
{
    private static readonly XNamespace svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(1, 50)]
    [InlineData(10, 30)]
    [InlineData(2, 1)]
    public void Every_network_has_its_lines_its_kept_epoch_and_its_name(int networks, int epochs)
    {
        var drawing = XDocument.Parse(RunPlot.Draw("logS <n & m>", [.. Enumerable.Range(1, networks).Select(network => Curve(network, epochs))]));
        Assert.Equal("svg", drawing.Root!.Name.LocalName);
        Assert.Equal(3 * networks, drawing.Descendants(svg + "polyline").Count());
        Assert.Equal(networks, drawing.Descendants(svg + "circle").Count(circle => (string?)circle.Attribute("class") == "best"));
        var texts = drawing.Descendants(svg + "text").Select(text => text.Value).ToArray();
        Assert.Contains("logS <n & m>", texts);
        Assert.Contains($"network {networks} ({(epochs / 2) + 1})", texts);
        Assert.Contains("learning rate", texts);
        Assert.Contains(epochs >= 10 ? "10" : "1", texts);
        Assert.All(drawing.Descendants(svg + "polyline").SelectMany(line => ((string)line.Attribute("points")!).Split(' ', ',')), number =>
            Assert.InRange(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture), 0, 720));
    }

    /// <summary>Without validation the kept epoch lies on the training line; what is not finite is not drawn; nothing at all is a frame.</summary>
    [Fact]
    public void What_is_missing_is_not_drawn()
    {
        var alone = XDocument.Parse(RunPlot.Draw("", [new RunCurve("a", [new(1, 2, null, 1e-3), new(2, double.NaN, null, 1e-3), new(3, 1, null, 1e-3)], 3)]));
        Assert.Equal(2, alone.Descendants(svg + "polyline").Count());
        Assert.Single(alone.Descendants(svg + "circle"), circle => (string?)circle.Attribute("class") == "best");
        Assert.DoesNotContain("NaN", alone.ToString(), StringComparison.Ordinal);
        Assert.Empty(XDocument.Parse(RunPlot.Draw("none", [])).Descendants(svg + "polyline"));
    }

    private static RunCurve Curve(int network, int epochs) => new(
        $"network {network}",
        [.. Enumerable.Range(1, epochs).Select(epoch => new RunPoint(epoch, (1.0 / epoch) + (0.01 * network), (1.2 / epoch) + (0.02 * network), 1e-3 * Math.Exp(-epoch / 20.0)))],
        (epochs / 2) + 1);
}
