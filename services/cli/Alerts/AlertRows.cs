using System.Globalization;
using System.Text.Json;
using MolScreen.Chemistry.Alerts;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Alerts;

/// <summary>Alerts as CSV rows and as JSON lines, one a molecule.</summary>
internal static class AlertRows
{
    /// <summary><c>row,id,smiles,alerts</c>, a column for each catalog, <c>error</c>.</summary>
    public static void WriteHeader(TextWriter writer, AlertCatalogs catalogs) =>
        Csv.WriteRow(writer, ["row", "id", "smiles", "alerts", .. Columns(catalogs).Select(column => column.Name), "error"]);

    /// <summary>The number of alerts, and the names of each catalog with semicolons between; empty fields for a rejected row.</summary>
    public static void WriteRow(TextWriter writer, ProcessedRow row, string smiles, IReadOnlyList<AlertMatch>? found, AlertCatalogs catalogs) =>
        Csv.WriteRow(writer,
        [
            row.Record.Row.ToString(CultureInfo.InvariantCulture),
            Csv.Field(row.Record.Id),
            Csv.Field(smiles),
            found?.Count.ToString(CultureInfo.InvariantCulture) ?? "",
            .. Columns(catalogs).Select(column => Csv.Field(Names(found, column.Catalog))),
            row.Error ?? "",
        ]);

    /// <summary>
    /// <c>{"row", "id", "smiles", "alerts": [{"catalog", "alert", "scope", "reference", "atoms": [[indices]…]}…]}</c>, or with
    /// <c>"error"</c> in place of alerts.
    /// </summary>
    public static void WriteJson(TextWriter writer, ProcessedRow row, string smiles, IReadOnlyList<AlertMatch>? found) =>
        RowLine.Write(writer, row, smiles, json =>
        {
            json.WriteStartArray("alerts");
            foreach (var match in found!)
            {
                WriteAlert(json, match);
            }

            json.WriteEndArray();
        });

    private static void WriteAlert(Utf8JsonWriter json, AlertMatch match)
    {
        json.WriteStartObject();
        json.WriteString("catalog", CatalogNames.Of(match.Alert.Catalog));
        json.WriteString("alert", match.Alert.Name);
        json.WriteString("scope", match.Alert.Scope);
        json.WriteString("reference", match.Alert.Reference);
        json.WriteStartArray("atoms");
        foreach (var atoms in match.Atoms)
        {
            json.WriteStartArray();
            foreach (var atom in atoms)
            {
                json.WriteNumberValue(atom);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, AlertCatalogs Catalog)> Columns(AlertCatalogs catalogs) =>
        CatalogNames.Single.Where(entry => catalogs.HasFlag(entry.Catalog));

    private static string Names(IReadOnlyList<AlertMatch>? found, AlertCatalogs catalog) =>
        found is null ? "" : string.Join(';', found.Where(match => match.Alert.Catalog == catalog).Select(match => match.Alert.Name));
}
