using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;

namespace MolScreen.Store.Queries;

/// <summary>Scored molecules as CSV (RFC 4180, line feeds), one line each; numbers in the shortest form that reads back equal.</summary>
internal sealed class ResultCsv(TextWriter output, IReadOnlyList<ScoreColumnRow> columns)
{
    private static readonly char[] NeedQuotes = ['"', ',', '\r', '\n'];

    /// <summary>Writes a header and the rows, in batches.</summary>
    public async Task Write(IQueryable<ResultRow> rows, Func<IReadOnlyList<int>, Task<IReadOnlyList<RankedMolecule>>> load, CancellationToken cancel)
    {
        await Line(
        [
            "rank", "index", "id", "smiles", "score", "passes_filters",
            .. columns.SelectMany(c => new[] { $"{c.Model}.{c.Task}", $"{c.Model}.{c.Task}.desirability" }),
            .. MolecularProperties.Names,
            "routes", "route_cost", "route_steps", "route_cause",
        ]);
        var batch = new List<int>(RankedRows.BatchSize);
        await foreach (var index in rows.Select(r => r.Index).AsAsyncEnumerable().WithCancellation(cancel))
        {
            batch.Add(index);
            if (batch.Count == RankedRows.BatchSize)
            {
                await Lines(await load(batch));
                batch.Clear();
            }
        }

        await Lines(await load(batch));
        await output.FlushAsync(cancel);
    }

    private async Task Lines(IReadOnlyList<RankedMolecule> molecules)
    {
        foreach (var m in molecules)
        {
            await Line(
            [
                Text(m.Rank), Text(m.Index), m.Id, m.Smiles, Text(m.Score), m.PassesFilters ? "true" : "false",
                .. m.Components.SelectMany(c => new[] { Text(c.Value), Text(c.Desirability) }),
                .. MolecularProperties.Names.Select(name => Text(m.Properties[name])),
                Text(m.Route?.Routes), Text(m.Route?.Cost), Text(m.Route?.Steps), m.Route?.Cause ?? "",
            ]);
        }
    }

    private Task Line(IEnumerable<string> cells) => output.WriteAsync(string.Join(',', cells.Select(Cell)) + "\n");

    private static string Cell(string text) =>
        text.IndexOfAny(NeedQuotes) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
