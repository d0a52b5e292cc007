using System.Globalization;
using System.Text;

namespace MolScreen.Store.Queries.Filters;

/// <summary>A word of a condition.</summary>
/// <param name="Position">Character it begins at, from 1.</param>
/// <param name="Text">A name or text without its quotes or brackets; else as written.</param>
/// <param name="Number">Its value, for a number.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, int Position, string Text, double Number = double.NaN)
{
    private const string Operators = "=<>!";

    /// <summary>Splits a condition; the last token is <see cref="FilterTokenKind.End"/>.</summary>
    /// <exception cref="FilterException">A character or a quote has no place in a condition.</exception>
    public static List<FilterToken> Split(string text)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            var token = c switch
            {
                '(' or ')' => new FilterToken(FilterTokenKind.Symbol, at + 1, c.ToString()),
                _ when Operators.Contains(c) => new FilterToken(FilterTokenKind.Symbol, at + 1, Run(text, at, Operators.Contains)),
                _ when char.IsAsciiDigit(c) || c is '+' or '-' or '.' => Parsed(text, at),
                _ when char.IsLetter(c) || c == '_' => new FilterToken(FilterTokenKind.Name, at + 1, Run(text, at, IsNamePart)),
                _ => default,
            };
            if (token.Text is not null)
            {
                at += token.Text.Length;
            }
            else
            {
                token = Quoted(text, ref at);
            }

            tokens.Add(token);
        }

        tokens.Add(new FilterToken(FilterTokenKind.End, text.Length + 1, "the end"));
        return tokens;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    private static string Run(string text, int at, Func<char, bool> belongs)
    {
        var end = at;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return text[at..end];
    }

    private static FilterToken Parsed(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '.' || (text[end] is '+' or '-' && text[end - 1] is 'e' or 'E')))
        {
            end++;
        }

        var written = text[at..end];
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new FilterToken(FilterTokenKind.Number, at + 1, written, number)
            : throw new FilterException(at + 1, $"'{written}' is not a number.");
    }

    /// <summary>Text in quotes, a quote in it doubled; or a field's name in square brackets.</summary>
    private static FilterToken Quoted(string text, ref int at)
    {
        var open = text[at];
        if (open is not ('"' or '\'' or '['))
        {
            throw new FilterException(at + 1, $"'{open}' has no place here.");
        }

        var close = open == '[' ? ']' : open;
        var content = new StringBuilder();
        var start = at;
        for (at++; at < text.Length; at++)
        {
            if (text[at] != close)
            {
                content.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == close)
            {
                content.Append(text[at++]);
            }
            else
            {
                at++;
                return new FilterToken(open == '[' ? FilterTokenKind.Name : FilterTokenKind.Text, start + 1, content.ToString());
            }
        }

        throw new FilterException(start + 1, $"the {open} is never closed.");
    }
}

/// <summary>Kinds of words.</summary>
internal enum FilterTokenKind
{
    Name,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>A condition or an order cannot be understood.</summary>
/// <param name="position">Character that is wrong, from 1.</param>
internal sealed class FilterException(int position, string problem) : Exception($"at character {position}: {problem}");
