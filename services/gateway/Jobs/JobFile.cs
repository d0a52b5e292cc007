using System.Globalization;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Text;
using YamlDotNet.RepresentationModel;

namespace MolScreen.Gateway.Jobs;

/// <summary>
/// Job files: YAML that says what a screening is after.
/// <code>
/// name: BACE leads
/// models:
///   - model: bace
///     task: Class                # only where the model has several
///     weight: 2                  # default 1
///     desirability: { better: higher, low: 0.3, high: 0.9 }
/// filters:
///   qed: { min: 0.2 }
/// routes: { molecules: 5, per_molecule: 3, calls: 200, seconds: 30, max_depth: 8 }
/// </code>
/// </summary>
public sealed class JobFile
{
    private readonly YamlReader yaml;
    private readonly ModelCatalog? catalog;

    private JobFile(YamlReader yaml, ModelCatalog? catalog)
    {
        this.yaml = yaml;
        this.catalog = catalog;
    }

    /// <summary>Reads a job file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="catalog">The models there are; null when unknown, then any name is taken and desirability is required.</param>
    /// <exception cref="JobFileException">It cannot be used; all problems are told together.</exception>
    public static ScreeningSpecification Parse(string text, string file, ModelCatalog? catalog = null)
    {
        var yaml = new YamlReader(file);
        var specification = yaml.Root(text) is { } root ? new JobFile(yaml, catalog).Specification(root) : null;
        return yaml.Problems.Count == 0 ? specification! : throw new JobFileException(yaml.Problems);
    }

    private ScreeningSpecification? Specification(YamlMappingNode root)
    {
        if (yaml.Mapping(root, "", "name", "models", "filters", "routes") is not { } keys)
        {
            return null;
        }

        var name = yaml.Text(keys.GetValueOrDefault("name"), root, "name");
        if (name?.Length > 200)
        {
            yaml.Problem(keys["name"], "name", "must have at most 200 characters.");
        }

        var objectives = Objectives(keys.GetValueOrDefault("models"), root);
        var filters = keys.TryGetValue("filters", out var node) ? Filters(node) : [];
        var routes = keys.TryGetValue("routes", out node) ? Routes(node) : null;
        return new ScreeningSpecification(name ?? "", objectives, filters, routes);
    }

    private List<Objective> Objectives(YamlNode? node, YamlNode root)
    {
        var objectives = new List<Objective>();
        if (node is not YamlSequenceNode { Children.Count: > 0 } models)
        {
            yaml.Problem(node ?? root, "models", "must list at least one model, each as '- model: NAME'.");
            return objectives;
        }

        for (var i = 0; i < models.Children.Count; i++)
        {
            var path = $"models[{i}]";
            if (Objective(models.Children[i], path) is not { } objective)
            {
                continue;
            }

            if (objectives.Any(o => o.Model == objective.Model && o.Task == objective.Task))
            {
                yaml.Problem(models.Children[i], path, $"{objective.Model}{(objective.Task is null ? "" : "." + objective.Task)} is there twice.");
            }

            objectives.Add(objective);
        }

        return objectives;
    }

    private Objective? Objective(YamlNode node, string path)
    {
        if (yaml.Mapping(node, path, "model", "task", "weight", "desirability") is not { } keys)
        {
            return null;
        }

        var model = yaml.Text(keys.GetValueOrDefault("model"), node, $"{path}.model");
        var task = keys.TryGetValue("task", out var child) ? yaml.Text(child, node, $"{path}.task") : null;
        var weight = keys.TryGetValue("weight", out child) ? yaml.Number(child, node, $"{path}.weight", min: 0, aboveMin: true) : 1;
        var known = model is null ? null : Known(keys, model, task, path);
        task ??= known?.Task;
        if (keys.TryGetValue("desirability", out var desirability))
        {
            var (direction, low, high) = Desirability(desirability, $"{path}.desirability");
            return model is null || weight is null ? null : new Objective(model, task, weight.Value, direction, low, high);
        }

        if (known?.DefaultObjective(weight ?? 1) is { } standard)
        {
            return standard;
        }

        yaml.Problem(node, $"{path}.desirability", "is missing; write for example { better: higher, low: 0.3, high: 0.9 }.");
        return null;
    }

    /// <summary>The catalog's task that is meant; null, with a problem where there is a catalog, when none is.</summary>
    private ModelTask? Known(Dictionary<string, YamlNode> keys, string model, string? task, string path)
    {
        if (catalog is null)
        {
            return null;
        }

        var ofModel = catalog.Tasks.Where(t => t.Model == model).ToList();
        var names = string.Join(", ", ofModel.Select(t => t.Task));
        if (ofModel.Count == 0)
        {
            yaml.Problem(
                keys["model"], $"{path}.model", $"there is no model {model}{Spelling.Hint(model, catalog.Models)} There are: {string.Join(", ", catalog.Models)}.");
            return null;
        }

        if (task is null && ofModel.Count > 1)
        {
            yaml.Problem(keys["model"], $"{path}.task", $"is missing: {model} has several tasks: {names}.");
            return null;
        }

        var known = task is null ? ofModel[0] : ofModel.Find(t => t.Task == task);
        if (known is null)
        {
            yaml.Problem(keys["task"], $"{path}.task", $"{model} has no task {task}{Spelling.Hint(task!, ofModel.Select(t => t.Task))} There are: {names}.");
        }

        return known;
    }

    private (Direction Direction, double Low, double High) Desirability(YamlNode node, string path)
    {
        if (yaml.Mapping(node, path, "better", "low", "high") is not { } keys)
        {
            return default;
        }

        var better = yaml.Text(keys.GetValueOrDefault("better"), node, $"{path}.better");
        if (better is not (null or "higher" or "lower"))
        {
            yaml.Problem(keys["better"], $"{path}.better", $"must be higher or lower, not '{better}'.");
        }

        var low = yaml.Number(keys.GetValueOrDefault("low"), node, $"{path}.low");
        var high = yaml.Number(keys.GetValueOrDefault("high"), node, $"{path}.high");
        if (low >= high)
        {
            yaml.Problem(keys["low"], $"{path}.low", string.Create(CultureInfo.InvariantCulture, $"must be below high, not {low} and {high}."));
        }

        return (better == "lower" ? Direction.Lower : Direction.Higher, low ?? 0, high ?? 0);
    }

    private List<PropertyFilter> Filters(YamlNode node)
    {
        var filters = new List<PropertyFilter>();
        foreach (var (property, range) in yaml.Mapping(node, "filters", [.. MolecularProperties.Names]) ?? [])
        {
            var path = $"filters.{property}";
            if (yaml.Mapping(range, path, "min", "max") is not { } keys)
            {
                continue;
            }

            var min = keys.TryGetValue("min", out var child) ? yaml.Number(child, range, $"{path}.min") : null;
            var max = keys.TryGetValue("max", out child) ? yaml.Number(child, range, $"{path}.max") : null;
            if (keys.Count == 0)
            {
                yaml.Problem(range, path, "must have min, max or both.");
            }
            else if (min > max)
            {
                yaml.Problem(range, path, string.Create(CultureInfo.InvariantCulture, $"min must not be above max, not {min} and {max}."));
            }

            filters.Add(new PropertyFilter(property, min, max));
        }

        return filters;
    }

    private RouteRequest? Routes(YamlNode node)
    {
        if (yaml.Mapping(node, "routes", "molecules", "per_molecule", "calls", "seconds", "max_depth") is not { } keys)
        {
            return null;
        }

        if (!keys.TryGetValue("molecules", out var molecules))
        {
            yaml.Problem(node, "routes.molecules", "is missing: how many of the best molecules get routes?");
            return null;
        }

        var standard = new RouteRequest(yaml.Count(molecules, "routes.molecules", 0, 100_000) ?? 0);
        return standard with
        {
            PerMolecule = Count("per_molecule", 100) ?? standard.PerMolecule,
            Calls = Count("calls", 1_000_000) ?? standard.Calls,
            MaxDepth = Count("max_depth", 50) ?? standard.MaxDepth,
            Seconds = keys.TryGetValue("seconds", out var seconds)
                ? yaml.Number(seconds, node, "routes.seconds", 0, 86_400, aboveMin: true) ?? 0
                : standard.Seconds,
        };

        int? Count(string key, int max) => keys.TryGetValue(key, out var child) ? yaml.Count(child, $"routes.{key}", 1, max) : null;
    }
}
