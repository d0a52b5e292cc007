using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MolScreen.Hosting.Settings;

/// <summary>Checks all settings of a host before anything starts, and tells every problem at once.</summary>
public static class SettingsCheck
{
    /// <summary>Keys at the top of a settings file that belong to the host itself.</summary>
    private static readonly string[] HostKeys = ["urls", "logging"];

    /// <summary>Checks every section that was registered with <see cref="SettingsRegistration.AddSettings"/>.</summary>
    /// <param name="builder">The host, with all its services added.</param>
    /// <param name="file">The settings file, whose unknown sections and keys are problems as well.</param>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public static void Check(IHostApplicationBuilder builder, SettingsFile? file = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var sections = builder.Services.Select(service => service.ImplementationInstance).OfType<SettingsSection>().ToList();
        List<string> problems = [];
        foreach (var (name, type) in sections)
        {
            problems.AddRange(CheckSection(builder.Configuration.GetSection(name), type, file));
        }

        var known = sections.Select(section => section.Name).Concat(HostKeys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        problems.AddRange((file?.Values.Keys ?? [])
            .Select(key => key.Split(':')[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !known.Contains(name))
            .Select(name => $"{file!.Place(name)}: unknown section; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}."));
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private static IEnumerable<string> CheckSection(IConfigurationSection section, Type type, SettingsFile? file)
    {
        var properties = type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).ToList();
        var options = Activator.CreateInstance(type)!;
        var converted = true;
        foreach (var child in section.GetChildren())
        {
            var property = properties.Find(candidate => candidate.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            var place = file?.Place(child.Path) ?? child.Path.Replace(':', '.');
            if (property is null)
            {
                yield return $"{place}: unknown key; known are {string.Join(", ", properties.Select(known => Written(known.Name)))}.";
            }
            else if (child.Value is not null && Convert(child.Value, property, options) is { } problem)
            {
                converted = false;
                yield return $"{place}: {problem}";
            }
        }

        if (!converted)
        {
            yield break;
        }

        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault() ?? "";
            var path = $"{section.Path}:{member}";
            yield return $"{file?.Place(path) ?? $"{section.Path}.{Written(member)}"}: {result.ErrorMessage}";
        }
    }

    private static string? Convert(string text, PropertyInfo property, object options)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
        {
            return null;
        }

        try
        {
            property.SetValue(options, converter.ConvertFromString(null, CultureInfo.InvariantCulture, text));
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            var expected = type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}" : $"a value of type {type.Name}";
            return $"'{text}' is not {expected}.";
        }
    }

    private static string Written(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
