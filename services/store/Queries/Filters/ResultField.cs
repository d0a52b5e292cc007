using System.Linq.Expressions;
using MolScreen.Contracts.Featurizing;
using MolScreen.Hosting.Text;
using MolScreen.Store.Database;

namespace MolScreen.Store.Queries.Filters;

/// <summary>Something of a scored molecule that a condition or an order can name; one of the first three is set.</summary>
/// <param name="Single">The number has single precision: 0.2 in a condition then means the float 0.2, which is what people are shown.</param>
internal sealed record ResultField(
    Expression<Func<ResultRow, double?>>? Number = null,
    Expression<Func<ResultRow, string?>>? Text = null,
    Expression<Func<ResultRow, bool>>? Flag = null,
    bool Single = false)
{
    /// <summary>A number of a condition as it compares with this field.</summary>
    public double Comparable(double number) => Single ? (float)number : number;
}

/// <summary>The fields of one job's results.</summary>
internal sealed class ResultFields
{
    private readonly Dictionary<string, ResultField> fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rank"] = new(r => r.Rank),
        ["index"] = new(r => r.Index),
        ["score"] = new(r => r.Score),
        ["molecular_weight"] = new(r => r.MolecularWeight, Single: true),
        ["logp"] = new(r => r.Logp, Single: true),
        ["tpsa"] = new(r => r.Tpsa, Single: true),
        ["hbd"] = new(r => r.Hbd, Single: true),
        ["hba"] = new(r => r.Hba, Single: true),
        ["rotatable_bonds"] = new(r => r.RotatableBonds, Single: true),
        ["qed"] = new(r => r.Qed, Single: true),
        ["routes"] = new(r => r.Routes.Count),
        ["route_cost"] = new(r => r.Routes.OrderBy(o => o.Rank).Select(o => (double?)o.Cost).FirstOrDefault()),
        ["route_steps"] = new(r => r.Routes.OrderBy(o => o.Rank).Select(o => (double?)o.Steps).FirstOrDefault()),
        ["id"] = new(Text: r => r.Molecule!.Id),
        ["smiles"] = new(Text: r => r.Smiles),
        ["passes_filters"] = new(Flag: r => r.PassesFilters),
        ["has_route"] = new(Flag: r => r.Routes.Any()),
    };

    /// <summary>
    /// Also <c>model.task</c>, <c>model.task.desirability</c>, and the model alone when it has one task; where the model says them,
    /// <c>model.task.low</c>, <c>.high</c>, <c>.percentile</c>, and <c>model.domain</c>, <c>model.domain_status</c>.
    /// </summary>
    public ResultFields(IReadOnlyList<ScoreColumnRow> columns)
    {
        foreach (var column in columns)
        {
            var number = column.Number;
            var value = new ResultField(r => r.Scores.Where(s => s.Number == number).Select(s => s.Value).FirstOrDefault(), Single: true);
            fields[$"{column.Model}.{column.Task}"] = value;
            fields[$"{column.Model}.{column.Task}.desirability"] =
                new ResultField(r => r.Scores.Where(s => s.Number == number).Select(s => s.Desirability).FirstOrDefault());
            if (column.HasInterval)
            {
                fields[$"{column.Model}.{column.Task}.low"] = new(r => r.Scores.Where(s => s.Number == number).Select(s => s.Low).FirstOrDefault(), Single: true);
                fields[$"{column.Model}.{column.Task}.high"] = new(r => r.Scores.Where(s => s.Number == number).Select(s => s.High).FirstOrDefault(), Single: true);
            }

            if (column.HasPercentile)
            {
                fields[$"{column.Model}.{column.Task}.percentile"] =
                    new(r => r.Scores.Where(s => s.Number == number).Select(s => s.Percentile).FirstOrDefault(), Single: true);
            }

            if (columns.Count(c => c.Model == column.Model) == 1)
            {
                fields.TryAdd(column.Model, value);
            }
        }

        foreach (var column in columns.Where(c => c.HasDomain).DistinctBy(c => c.Model))
        {
            var number = column.Number;
            fields.TryAdd($"{column.Model}.domain", new(r => r.Scores.Where(s => s.Number == number).Select(s => s.Domain).FirstOrDefault(), Single: true));
            fields.TryAdd(
                $"{column.Model}.domain_status", new(Text: r => r.Scores.Where(s => s.Number == number).Select(s => s.DomainStatus).FirstOrDefault()));
        }
    }

    /// <summary>The field of a name, whatever its case.</summary>
    /// <exception cref="FilterException">There is none.</exception>
    public ResultField Find(FilterToken name) =>
        fields.TryGetValue(name.Text, out var field)
            ? field
            : throw new FilterException(
                name.Position,
                $"there is no field '{name.Text}'{Spelling.Hint(name.Text, fields.Keys)} The fields are: {string.Join(", ", fields.Keys)}.");
}
