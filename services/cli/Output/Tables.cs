using Spectre.Console;
using Spectre.Console.Rendering;

namespace MolScreen.Cli.Output;

/// <summary>Writes tables to a command's own writer, without colour or wrapping where it is not a terminal.</summary>
public static class Tables
{
    /// <summary>Writes something Spectre can draw.</summary>
    public static void Draw(this TextWriter writer, IRenderable drawing)
    {
        if (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected)
        {
            AnsiConsole.Write(drawing);
            return;
        }

        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 200;
        console.Write(drawing);
        foreach (var line in text.ToString().Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            writer.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>An empty table; columns named with a leading <c>&gt;</c> are right-aligned.</summary>
    public static Table With(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in columns)
        {
            var column = new TableColumn(Markup.Escape(name.TrimStart('>'))) { NoWrap = true };
            table.AddColumn(name.StartsWith('>') ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Add(this Table table, params string[] cells) => table.AddRow(cells.Select(c => new Text(c)));
}
