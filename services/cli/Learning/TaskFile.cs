using MolScreen.Cli.CommandLine;
using MolScreen.Gnn;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MolScreen.Cli.Learning;

/// <summary>What the labels of a table mean: a YAML list of tasks.</summary>
internal static class TaskFile
{
    private static readonly IDeserializer reader = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
        .Build();

    /// <summary>Reads the list.</summary>
    /// <exception cref="InputException">It is not there, or not such a list.</exception>
    public static IReadOnlyList<TaskDescription> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"{path} is not there");
        }

        try
        {
            List<TaskDescription> tasks = reader.Deserialize<List<TaskDescription>>(File.ReadAllText(path)) ?? [];
            return tasks.Find(task => task.Name.Length == 0 || (task.Minimum >= task.Maximum)) is { } wrong
                ? throw new InputException($"{path}: the task \"{wrong.Name}\" has no name, or its minimum is not below its maximum")
                : tasks;
        }
        catch (YamlException e)
        {
            throw new InputException($"{path} line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}
