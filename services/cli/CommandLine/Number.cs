using System.CommandLine;

namespace MolScreen.Cli.CommandLine;

/// <summary>Options whose value is a number within limits; a value outside is a parse error that names them.</summary>
internal static class Number
{
    /// <summary>An option with a default and inclusive limits.</summary>
    public static Option<T> Option<T>(string name, string description, T standard, T least, T most)
        where T : struct, IComparable<T>, IFormattable
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            // A text that is no number is reported by the parser itself.
            if (result.Errors.Any() || result.Tokens.Count == 0)
            {
                return;
            }

            var value = result.GetValueOrDefault<T>();
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                result.AddError(FormattableString.Invariant($"{name} must be {least} to {most}, not {value}."));
            }
        });
        return option;
    }
}
