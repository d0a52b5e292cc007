using System.Globalization;

namespace MolScreen.Cli.Output;

/// <summary>CSV as RFC 4180 writes it, with <c>\n</c> line ends.</summary>
internal static class Csv
{
    /// <summary>A field, quoted where it must be.</summary>
    public static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A number, shortest form that reads back to the same float; empty for NaN.</summary>
    public static string Field(float value) => float.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number, shortest form that reads back to the same double; empty for NaN.</summary>
    public static string Field(double value) => double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>One line.</summary>
    public static void WriteRow(TextWriter writer, IEnumerable<string> fields)
    {
        writer.Write(string.Join(',', fields));
        writer.Write('\n');
    }
}
