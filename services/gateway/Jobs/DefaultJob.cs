using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Text;

namespace MolScreen.Gateway.Jobs;

/// <summary>The job of someone who names models and nothing else.</summary>
public static class DefaultJob
{
    /// <summary>Every task of the named models, equally weighted, desirable over its whole range.</summary>
    /// <param name="models">Model names; empty takes all of the catalog.</param>
    /// <exception cref="JobFileException">A model is unknown or its range is; all problems are told together.</exception>
    public static ScreeningSpecification For(string name, IReadOnlyList<string> models, ModelCatalog catalog, RouteRequest? routes = null)
    {
        var problems = new List<string>();
        var objectives = new List<Objective>();
        foreach (var model in models.Count == 0 ? catalog.Models : [.. models.Distinct()])
        {
            var tasks = catalog.Tasks.Where(t => t.Model == model).ToList();
            if (tasks.Count == 0)
            {
                problems.Add($"There is no model {model}{Spelling.Hint(model, catalog.Models)} There are: {string.Join(", ", catalog.Models)}.");
            }

            foreach (var task in tasks)
            {
                if (task.DefaultObjective() is { } objective)
                {
                    objectives.Add(objective);
                }
                else
                {
                    problems.Add($"Model {model} does not say the range of {task.Task}; write a job file with its desirability.");
                }
            }
        }

        if (objectives.Count == 0 && problems.Count == 0)
        {
            problems.Add("There is no model to score with.");
        }

        return problems.Count == 0 ? new ScreeningSpecification(name, objectives, [], routes) : throw new JobFileException(problems);
    }
}
