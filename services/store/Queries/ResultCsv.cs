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
            .. columns.SelectMany(Names),
            .. DomainColumns().SelectMany(c => new[] { $"{c.Model}.domain", $"{c.Model}.domain_status" }),
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
                .. columns.Zip(m.Components).SelectMany(c => Cells(c.First, c.Second)),
                .. (m.Domains ?? []).SelectMany(d => new[] { Text(d.Score), d.Status?.ToString().ToLowerInvariant() ?? "" }),
                .. MolecularProperties.Names.Select(name => Text(m.Properties[name])),
                Text(m.Route?.Routes), Text(m.Route?.Cost), Text(m.Route?.Steps), m.Route?.Cause ?? "",
            ]);
        }
    }

    private static IEnumerable<string> Names(ScoreColumnRow c)
    {
        var name = $"{c.Model}.{c.Task}";
        return
        [
            name, $"{name}.desirability",
            .. c.HasInterval ? [$"{name}.low", $"{name}.high"] : Array.Empty<string>(),
            .. c.HasPercentile ? [$"{name}.percentile"] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> Cells(ScoreColumnRow column, ScoreComponent c) =>
    [
        Text(c.Value), Text(c.Desirability),
        .. column.HasInterval ? [Text(c.Low), Text(c.High)] : Array.Empty<string>(),
        .. column.HasPercentile ? [Text(c.Percentile)] : Array.Empty<string>(),
    ];

    /// <summary>As <see cref="RankedRows"/> lists the domains.</summary>
    private IEnumerable<ScoreColumnRow> DomainColumns() => columns.Where(c => c.HasDomain).DistinctBy(c => c.Model);

    private Task Line(IEnumerable<string> cells) => output.WriteAsync(string.Join(',', cells.Select(Cell)) + "\n");

    private static string Cell(string text) =>
        text.IndexOfAny(NeedQuotes) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
