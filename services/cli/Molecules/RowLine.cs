using System.Text.Json;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Molecules;

/// <summary>A processed row as one line of JSON.</summary>
internal static class RowLine
{
    /// <summary><c>{"row", "id", "smiles", …}</c>, or <c>{"row", "id", "smiles", "error"}</c> for a rejected row.</summary>
    /// <param name="smiles">The molecule as it is reported.</param>
    /// <param name="content">Writes the members of an accepted row.</param>
    public static void Write(TextWriter output, ProcessedRow row, string smiles, Action<Utf8JsonWriter> content)
    {
        output.Write(JsonText.Line(json =>
        {
            json.WriteNumber("row", row.Record.Row);
            json.WriteString("id", row.Record.Id);
            json.WriteString("smiles", smiles);
            if (row.Error is { } error)
            {
                json.WriteString("error", error);
            }
            else
            {
                content(json);
            }
        }));
        output.Write('\n');
    }
}
