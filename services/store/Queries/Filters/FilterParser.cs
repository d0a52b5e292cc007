using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using MolScreen.Store.Database;

namespace MolScreen.Store.Queries.Filters;

/// <summary>
/// Conditions over a job's results, as an expression for the database; every value in it becomes a parameter.
/// <code>
/// condition  = and { "or" and } ;           and   = not { "and" not } ;        not = [ "not" ] primary ;
/// primary    = "(" condition ")" | flag | field operator value | field "is" [ "not" ] "null" ;
/// operator   = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "contains" ;   value = number | text ;
/// </code>
/// A comparison with a value that is missing does not hold; <c>not</c> turns that around.
/// </summary>
internal sealed class FilterParser
{
    private const int MaxLength = 4000;
    private const int MaxDepth = 50;

    private readonly List<FilterToken> tokens;
    private readonly ResultFields fields;
    private readonly ParameterExpression row = Expression.Parameter(typeof(ResultRow), "r");
    private int at;
    private int depth;

    private FilterParser(string text, ResultFields fields)
    {
        if (text.Length > MaxLength)
        {
            throw new FilterException(MaxLength + 1, $"the condition is longer than {MaxLength} characters.");
        }

        tokens = FilterToken.Split(text);
        this.fields = fields;
    }

    private FilterToken Current => tokens[at];

    /// <exception cref="FilterException">The text is not a condition.</exception>
    public static Expression<Func<ResultRow, bool>> Parse(string text, ResultFields fields)
    {
        var parser = new FilterParser(text, fields);
        var condition = parser.Or();
        return parser.Current.Kind == FilterTokenKind.End
            ? Expression.Lambda<Func<ResultRow, bool>>(condition, parser.row)
            : throw new FilterException(parser.Current.Position, $"'and' or 'or' expected, not '{parser.Current.Text}'.");
    }

    private Expression Or()
    {
        var left = And();
        while (Take("or"))
        {
            left = Expression.OrElse(left, And());
        }

        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (Take("and"))
        {
            left = Expression.AndAlso(left, Not());
        }

        return left;
    }

    private Expression Not()
    {
        if (++depth > MaxDepth)
        {
            throw new FilterException(Current.Position, $"conditions may be nested {MaxDepth} deep.");
        }

        var result = Take("not") ? Expression.Not(Not()) : Primary();
        depth--;
        return result;
    }

    private Expression Primary()
    {
        if (Take("("))
        {
            var inner = Or();
            return Take(")") ? inner : throw new FilterException(Current.Position, $"')' expected, not '{Current.Text}'.");
        }

        var name = Current;
        if (name.Kind != FilterTokenKind.Name)
        {
            throw new FilterException(name.Position, $"a field expected, not '{name.Text}'.");
        }

        at++;
        var field = fields.Find(name);
        if (field.Flag is { } flag)
        {
            return Of(flag);
        }

        Expression value = field.Number is { } number ? Of(number) : Of(field.Text!);
        if (Take("is"))
        {
            var negated = Take("not");
            return !Take("null") ? throw new FilterException(Current.Position, $"'null' expected, not '{Current.Text}'.")
                : negated ? Expression.NotEqual(value, Expression.Constant(null, value.Type))
                : Expression.Equal(value, Expression.Constant(null, value.Type));
        }

        var symbol = tokens[at++];
        var operand = tokens[Math.Min(at, tokens.Count - 1)];
        var comparison = field.Number is not null ? Numbers(symbol, value, field, operand) : Texts(symbol, value, operand);
        at++;
        return comparison;
    }

    private static BinaryExpression Numbers(FilterToken symbol, Expression value, ResultField field, FilterToken operand)
    {
        ExpressionType? type = symbol.Text switch
        {
            "=" or "==" => ExpressionType.Equal,
            "!=" or "<>" => ExpressionType.NotEqual,
            "<" => ExpressionType.LessThan,
            "<=" => ExpressionType.LessThanOrEqual,
            ">" => ExpressionType.GreaterThan,
            ">=" => ExpressionType.GreaterThanOrEqual,
            _ => null,
        };
        return type is null ? throw new FilterException(symbol.Position, $"one of = != < <= > >= expected, not '{symbol.Text}'.")
            : operand.Kind != FilterTokenKind.Number ? throw new FilterException(operand.Position, $"a number expected, not '{operand.Text}'.")
            : Expression.MakeBinary(type.Value, value, Parameter<double?>(field.Comparable(operand.Number)));
    }

    private static Expression Texts(FilterToken symbol, Expression value, FilterToken operand)
    {
        if (symbol.Text.ToLowerInvariant() is not ("=" or "==" or "!=" or "<>" or "contains"))
        {
            throw new FilterException(symbol.Position, $"one of = != contains expected, not '{symbol.Text}'.");
        }

        if (operand.Kind != FilterTokenKind.Text)
        {
            throw new FilterException(operand.Position, $"text in quotes expected, not '{operand.Text}'.");
        }

        var text = Parameter<string?>(operand.Text);
        return symbol.Text.ToLowerInvariant() switch
        {
            "contains" => Expression.Call(value, nameof(string.Contains), null, text),
            "!=" or "<>" => Expression.NotEqual(value, text),
            _ => Expression.Equal(value, text),
        };
    }

    /// <summary>A captured variable: the database sees a parameter, never text of the condition.</summary>
    private static MemberExpression Parameter<T>(T value) =>
        Expression.Field(Expression.Constant(new StrongBox<T>(value)), nameof(StrongBox<T>.Value));

    private Expression Of<T>(Expression<Func<ResultRow, T>> field) => new Substitution(field.Parameters[0], row).Visit(field.Body);

    private bool Take(string word)
    {
        var found = Current.Kind is FilterTokenKind.Name or FilterTokenKind.Symbol && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);
        at += found ? 1 : 0;
        return found;
    }

    private sealed class Substitution(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
