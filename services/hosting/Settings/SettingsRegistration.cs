using Microsoft.Extensions.DependencyInjection;

namespace MolScreen.Hosting.Settings;

/// <summary>Typed settings of a service.</summary>
public static class SettingsRegistration
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a section of the settings. Its properties' defaults, validation attributes
    /// and doc comments are the section's definition. Registering a section twice is the same as once.
    /// </summary>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ImplementationInstance is SettingsSection known && known.Options == typeof(TOptions)))
        {
            return services;
        }

        services.AddSingleton(new SettingsSection(section, typeof(TOptions)));
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations();
        return services;
    }
}

/// <summary>A section of the settings and the type that defines it.</summary>
internal sealed record SettingsSection(string Name, Type Options);
