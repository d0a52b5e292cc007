using System.Globalization;
using System.Text;

namespace MolScreen.Gnn.Training;

/// <summary>One epoch of a network's training.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainingLoss">Mean loss over the epoch.</param>
/// <param name="ValidationLoss">Loss after it; null without a validation part.</param>
/// <param name="LearningRate">Rate at its last step.</param>
public readonly record struct RunPoint(int Epoch, double TrainingLoss, double? ValidationLoss, double LearningRate);

/// <summary>The training of one network.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its epochs, ascending.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, from 1; 0 where none is marked.</param>
public sealed record RunCurve(string Name, IReadOnlyList<RunPoint> Points, int BestEpoch);

/// <summary>Draws the training of an ensemble as SVG: losses by epoch (training dashed, validation solid, the kept epoch a dot) and, below, the learning rate.</summary>
public static class RunPlot
{
    private const double Left = 64, Right = 560, Width = 720;

    // Okabe & Ito's colours, told apart by colour-blind readers, then darker ones.
    private static readonly string[] colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#332288", "#882255", "#117733", "#666666"];

    /// <summary>An SVG document of 720 × 460; losses or rates that are not finite are left out.</summary>
    public static string Draw(string title, IReadOnlyList<RunCurve> curves)
    {
        var last = Math.Max(1, curves.SelectMany(curve => curve.Points).Select(point => point.Epoch).DefaultIfEmpty(1).Max());
        var losses = curves.SelectMany(curve => curve.Points).SelectMany(point => new[] { point.TrainingLoss, point.ValidationLoss ?? double.NaN });
        var rates = curves.SelectMany(curve => curve.Points).Select(point => point.LearningRate);
        var (loss, rate) = (new Panel(40, 300, last, losses), new Panel(340, 420, last, rates));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"460\" viewBox=\"0 0 {Width} 460\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#222\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        Text(svg, Left, 18, "start", title, "font-size=\"14\" font-weight=\"bold\"");
        loss.Axes(svg, "loss", numbers: false);
        rate.Axes(svg, "learning rate", numbers: true);
        Text(svg, (Left + Right) / 2, 452, "middle", "epoch");
        for (var i = 0; i < curves.Count; i++)
        {
            var (points, colour) = (curves[i].Points, colours[i % colours.Length]);
            loss.Line(svg, points.Select(point => (point.Epoch, point.TrainingLoss)), colour, "stroke-dasharray=\"4 3\" stroke-opacity=\"0.7\"");
            loss.Line(svg, points.Select(point => (point.Epoch, point.ValidationLoss ?? double.NaN)), colour);
            rate.Line(svg, points.Select(point => (point.Epoch, point.LearningRate)), colour);
        }

        for (var i = 0; i < curves.Count; i++)
        {
            var (points, colour) = (curves[i].Points, colours[i % colours.Length]);
            foreach (var kept in points.Where(point => point.Epoch == curves[i].BestEpoch && double.IsFinite(point.ValidationLoss ?? point.TrainingLoss)))
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"best\" cx=\"{loss.X(kept.Epoch):0.#}\" cy=\"{loss.Y(kept.ValidationLoss ?? kept.TrainingLoss):0.#}\" r=\"4\" fill=\"{colour}\" stroke=\"#fff\"/>\n");
            }

            Key(svg, 104 + (i * 16), $"{curves[i].Name}{(curves[i].BestEpoch > 0 ? $" ({curves[i].BestEpoch})" : "")}", colour, "");
        }

        Key(svg, 44, "validation", "#222", "");
        Key(svg, 60, "training", "#222", " stroke-dasharray=\"4 3\"");
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Right + 25}\" cy=\"76\" r=\"4\"/>\n");
        Text(svg, Right + 40, 80, "start", "kept epoch");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Key(StringBuilder svg, double y, string name, string colour, string style)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Right + 16} {y}h18\" stroke=\"{colour}\" stroke-width=\"1.8\"{style}/>\n");
        Text(svg, Right + 40, y + 4, "start", name);
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string style = "") =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" {style}>{System.Security.SecurityElement.Escape(text)}</text>\n");

    /// <summary>A rectangle with axes.</summary>
    private sealed class Panel
    {
        private readonly double top, bottom, from, to, step;
        private readonly int last;

        internal Panel(double top, double bottom, int last, IEnumerable<double> values)
        {
            (this.top, this.bottom, this.last) = (top, bottom, last);
            var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
            var (low, high) = (finite.Min(), finite.Max());
            (low, high) = high > low ? (low, high) : (low - Math.Max(0.5, Math.Abs(low) / 2), high + Math.Max(0.5, Math.Abs(high) / 2));
            step = Nice((high - low) / Math.Max(2, (bottom - top) / 45));
            (from, to) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        }

        internal double X(double epoch) => Left + (last == 1 ? 0.5 : (epoch - 1) / (last - 1)) * (Right - Left);

        internal double Y(double value) => bottom - ((value - from) / (to - from) * (bottom - top));

        internal void Axes(StringBuilder svg, string name, bool numbers)
        {
            for (var i = 0; i <= Math.Round((to - from) / step); i++)
            {
                var y = Y(from + (i * step));
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {y:0.#}H{Right}\" stroke=\"#ddd\"/>\n");
                Text(svg, Left - 6, y + 4, "end", (from + (i * step)).ToString("G3", CultureInfo.InvariantCulture));
            }

            var epochs = Math.Max(1, (int)Nice(last / 10.0));
            for (var epoch = 1; epoch <= last; epoch = epoch == 1 && epochs > 1 ? epochs : epoch + epochs)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(epoch):0.#} {bottom}v4\" stroke=\"#222\"/>\n");
                Text(svg, X(epoch), bottom + 16, "middle", numbers ? epoch.ToString(CultureInfo.InvariantCulture) : "");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {top}V{bottom}H{Right}\" fill=\"none\" stroke=\"#222\"/>\n");
            Text(svg, Left, top - 6, "start", name);
        }

        internal void Line(StringBuilder svg, IEnumerable<(int Epoch, double Value)> points, string colour, string style = "")
        {
            var path = string.Join(' ', points.Where(point => double.IsFinite(point.Value)).Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Epoch):0.#},{Y(point.Value):0.#}")));
            svg.Append(path.Length > 0 ? $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\" {style}/>\n" : "");
        }

        /// <summary>The 1, 2 or 5 times a power of ten that is next above.</summary>
        private static double Nice(double step)
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
            return power * ((step * 0.999 / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        }
    }
}
