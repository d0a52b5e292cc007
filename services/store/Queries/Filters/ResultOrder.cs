using System.Linq.Expressions;
using MolScreen.Store.Database;

namespace MolScreen.Store.Queries.Filters;

/// <summary>Orders of a job's results: <c>field</c>, <c>field asc</c> or <c>field desc</c>; missing values last, ties by library position.</summary>
internal static class ResultOrder
{
    /// <summary>Best first, before and after ranking.</summary>
    public static IOrderedQueryable<ResultRow> ByRank(IQueryable<ResultRow> rows, bool ranked) =>
        ranked
            ? rows.Where(r => r.Rank > 0).OrderBy(r => r.Rank)
            : rows.OrderBy(r => r.Score == null).ThenByDescending(r => r.PassesFilters).ThenByDescending(r => r.Score).ThenBy(r => r.Index);

    /// <exception cref="FilterException">The text is not an order.</exception>
    public static IOrderedQueryable<ResultRow> By(IQueryable<ResultRow> rows, string text, ResultFields fields)
    {
        var tokens = FilterToken.Split(text);
        if (tokens[0].Kind != FilterTokenKind.Name)
        {
            throw new FilterException(tokens[0].Position, $"a field expected, not '{tokens[0].Text}'.");
        }

        var direction = tokens[1];
        var descending = direction.Text.Equals("desc", StringComparison.OrdinalIgnoreCase);
        var named = descending || direction.Text.Equals("asc", StringComparison.OrdinalIgnoreCase);
        var end = named ? tokens[2] : direction;
        if (end.Kind != FilterTokenKind.End)
        {
            throw new FilterException(end.Position, $"asc, desc or the end expected, not '{end.Text}'.");
        }

        var field = fields.Find(tokens[0]);
        return field.Number is { } number ? By(rows, number, descending)
            : field.Text is { } words ? By(rows, words, descending)
            : By(rows, field.Flag!, descending);
    }

    private static IOrderedQueryable<ResultRow> By<T>(IQueryable<ResultRow> rows, Expression<Func<ResultRow, T>> field, bool descending)
    {
        var missing = typeof(T) == typeof(bool)
            ? rows.OrderBy(r => 0)
            : rows.OrderBy(Expression.Lambda<Func<ResultRow, bool>>(Expression.Equal(field.Body, Expression.Constant(null, typeof(T))), field.Parameters));
        return (descending ? missing.ThenByDescending(field) : missing.ThenBy(field)).ThenBy(r => r.Index);
    }
}
