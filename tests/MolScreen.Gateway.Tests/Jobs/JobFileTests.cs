using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Jobs;

namespace MolScreen.Gateway.Tests.Jobs;

public sealed class JobFileTests
{
    private const string Whole =
        """
        name: BACE leads
        models:
          - model: bace
            weight: 2
            desirability: { better: higher, low: 0.3, high: 0.9 }
          - model: esol
            task: logS
            desirability: { better: lower, low: -6, high: -3 }
        filters:
          molecular_weight: { max: 600 }
          qed: { min: 0.2, max: 1 }
        routes: { molecules: 5, per_molecule: 2, calls: 300, seconds: 1.5, max_depth: 6 }
        """;

    private static readonly ModelCatalog Catalog = new(
    [
        new("bace", "Class", 0, 1, true), new("esol", "logS", -11.6, 1.58, null), new("tox21", "NR-AR", 0, 1, false),
        new("tox21", "SR-p53", 0, 1, false), new("raw", "y", null, null, true),
    ]);

    [Fact]
    public void A_whole_file_says_everything()
    {
        var job = JobFile.Parse(Whole, "job.yaml");

        Assert.Equal("BACE leads", job.Name);
        Assert.Equal([new Objective("bace", null, 2, Direction.Higher, 0.3, 0.9), new Objective("esol", "logS", 1, Direction.Lower, -6, -3)], job.Objectives);
        Assert.Equal([new PropertyFilter("molecular_weight", null, 600), new PropertyFilter("qed", 0.2, 1)], job.Filters);
        Assert.Equal(new RouteRequest(5, 2, 300, 1.5, 6), job.Routes);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var job = JobFile.Parse("name: x\nmodels:\n- model: bace\n  desirability: {better: higher, low: 0, high: 1}\nroutes: {molecules: 3}", "job.yaml");

        Assert.Equal(1, job.Objectives.Single().Weight);
        Assert.Empty(job.Filters);
        Assert.Equal(new RouteRequest(3, 3, 200, 30, 8), job.Routes);
    }

    [Fact]
    public void A_catalog_completes_tasks_and_desirabilities()
    {
        var job = JobFile.Parse("name: x\nmodels: [{model: bace, weight: 3}, {model: tox21, task: SR-p53}]", "job.yaml", Catalog);

        Assert.Equal([new Objective("bace", "Class", 3, Direction.Higher, 0, 1), new Objective("tox21", "SR-p53", 1, Direction.Lower, 0, 1)], job.Objectives);
    }

    // Each edit of the whole file, and the sentence it must give.
    [Theory]
    [InlineData("weight: 2", "wieght: 2", "job.yaml line 4: models[0].wieght: there is no such key; did you mean weight?")]
    [InlineData("weight: 2", "weight: heavy", "job.yaml line 4: models[0].weight: must be a number, not 'heavy'.")]
    [InlineData("weight: 2", "weight: 0", "job.yaml line 4: models[0].weight: must be above 0, not 0.")]
    [InlineData("weight: 2", "weight: .nan", "job.yaml line 4: models[0].weight: must be a number, not '.nan'.")]
    [InlineData("weight: 2", "weight: [1]", "job.yaml line 4: models[0].weight: must be a number.")]
    [InlineData("weight: 2", "weight:", "job.yaml line 4: models[0].weight: must be a number.")]
    [InlineData("low: -6, high: -3", "low: -3, high: -6", "job.yaml line 8: models[1].desirability.low: must be below high, not -3 and -6.")]
    [InlineData("low: -6, high: -3", "low: -6", "job.yaml line 8: models[1].desirability.high: is missing.")]
    [InlineData("better: lower", "better: smaller", "job.yaml line 8: models[1].desirability.better: must be higher or lower, not 'smaller'.")]
    [InlineData("task: logS", "taks: logS", "job.yaml line 7: models[1].taks: there is no such key; did you mean task?")]
    [InlineData("qed: { min: 0.2, max: 1 }", "qed: { min: 2, max: 1 }", "job.yaml line 11: filters.qed: min must not be above max, not 2 and 1.")]
    [InlineData("qed: { min: 0.2, max: 1 }", "qed: {}", "job.yaml line 11: filters.qed: must have min, max or both.")]
    [InlineData("qed: { min: 0.2, max: 1 }", "qed: 0.2", "job.yaml line 11: filters.qed: must hold min, max.")]
    [InlineData("molecular_weight", "molecular_wieght", "job.yaml line 10: filters.molecular_wieght: there is no such key; did you mean molecular_weight?")]
    [InlineData("molecules: 5", "molecules: 5.5", "job.yaml line 12: routes.molecules: must be a whole number, not 5.5.")]
    [InlineData("molecules: 5", "molecules: -1", "job.yaml line 12: routes.molecules: must be at least 0 and at most 100000, not -1.")]
    [InlineData("molecules: 5, ", "", "job.yaml line 12: routes.molecules: is missing")]
    [InlineData("seconds: 1.5", "seconds: 0", "job.yaml line 12: routes.seconds: must be above 0 and at most 86400, not 0.")]
    [InlineData("name: BACE leads", "title: BACE leads", "job.yaml line 1: name: is missing.")]
    [InlineData("name: BACE leads", "name: [a]", "job.yaml line 1: name: must be text.")]
    [InlineData("  - model: bace\n    weight: 2", "  - weight: 2", "job.yaml line 3: models[0].model: is missing.")]
    [InlineData("desirability: { better: higher, low: 0.3, high: 0.9 }", "desirability: high", "job.yaml line 5: models[0].desirability: must hold better, low, high.")]
    public void A_mistake_is_told_with_its_line_and_key(string from, string to, string sentence)
    {
        Assert.Contains(from, Whole);
        var refused = Assert.Throws<JobFileException>(() => JobFile.Parse(Whole.Replace(from, to, StringComparison.Ordinal), "job.yaml"));
        Assert.Contains(refused.Problems, p => p.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "job.yaml: a job file is a list of")]
    [InlineData("just words", "job.yaml: a job file is a list of")]
    [InlineData("- a\n- b", "job.yaml: a job file is a list of")]
    [InlineData("name: x\n---\nname: y", "job.yaml: a job file is a list of")]
    [InlineData("name: [x", "job.yaml line 2: this is not YAML")]
    [InlineData("name: x\n\tmodels: y", "job.yaml line 1: this is not YAML")]
    [InlineData("name: x\nname: y", "job.yaml line 2: this is not YAML")]
    [InlineData("name: x", "job.yaml line 1: models: must list at least one model")]
    [InlineData("name: x\nmodels: []", "job.yaml line 2: models: must list at least one model")]
    [InlineData("name: x\nmodels: bace", "job.yaml line 2: models: must list at least one model")]
    [InlineData("name: x\nmodels: [bace]", "job.yaml line 2: models[0]: must hold model, task")]
    public void A_text_that_is_no_job_is_refused(string text, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<JobFileException>(() => JobFile.Parse(text, "job.yaml")).Problems[0]);

    // Nested this deep, a recursive reader ends the process.
    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_text_that_nests_without_end_is_refused(char opening) =>
        Assert.Equal(
            ["job.yaml line 1: lists and mappings nest more than 20 deep."],
            Assert.Throws<JobFileException>(() => JobFile.Parse("name: " + new string(opening, 100_000), "job.yaml")).Problems);

    [Fact]
    public void A_text_that_contains_itself_is_refused() =>
        Assert.StartsWith(
            "job.yaml line 2: aliases (*name) cannot be used",
            Assert.Throws<JobFileException>(() => JobFile.Parse("name: &x\n  ? *x\n  : 1", "job.yaml")).Problems.Single(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("{model: bacee}", "models[0].model: there is no model bacee; did you mean bace? There are: bace, esol, tox21, raw.")]
    [InlineData("{model: tox21}", "models[0].task: is missing: tox21 has several tasks: NR-AR, SR-p53.")]
    [InlineData("{model: tox21, task: NR-A}", "models[0].task: tox21 has no task NR-A; did you mean NR-AR? There are: NR-AR, SR-p53.")]
    [InlineData("{model: raw}", "models[0].desirability: is missing; write for example")]
    [InlineData("{model: bace}, {model: bace, task: Class}", "models[1]: bace.Class is there twice.")]
    public void A_catalog_tells_what_is_not_there(string models, string sentence)
    {
        var refused = Assert.Throws<JobFileException>(() => JobFile.Parse($"name: x\nmodels: [{models}]", "job.yaml", Catalog));

        Assert.StartsWith("job.yaml line 2: " + sentence, refused.Problems[0]);
    }

    [Fact]
    public void All_mistakes_are_told_together()
    {
        var refused = Assert.Throws<JobFileException>(() => JobFile.Parse(
            "nmae: x\nmodels:\n- model: bace\n  weight: -1\n  desirability: { better: up, low: 1, high: 0 }\nfilters: { mass: {} }\nroutes: { molecules: many }", "job.yaml"));

        Assert.Equal([1, 1, 4, 5, 5, 6, 7], refused.Problems.Select(p => int.Parse(p.Split(' ', ':')[2])).Order());
    }

    [Fact]
    public void Named_models_make_a_job_over_their_whole_ranges()
    {
        var job = DefaultJob.For("quick", ["tox21", "esol"], Catalog, new RouteRequest(1));

        Assert.Equal(
            [
                new Objective("tox21", "NR-AR", 1, Direction.Lower, 0, 1), new Objective("tox21", "SR-p53", 1, Direction.Lower, 0, 1),
                new Objective("esol", "logS", 1, Direction.Higher, -11.6, 1.58),
            ],
            job.Objectives);
        Assert.Equal(1, job.Routes!.Molecules);
    }

    [Fact]
    public void Models_that_make_no_job_are_told_together()
    {
        var refused = Assert.Throws<JobFileException>(() => DefaultJob.For("quick", ["tax21", "raw"], Catalog));

        Assert.Equal(2, refused.Problems.Count);
        Assert.StartsWith("There is no model tax21; did you mean tox21?", refused.Problems[0]);
        Assert.StartsWith("Model raw does not say the range of y", refused.Problems[1]);
        Assert.Throws<JobFileException>(() => DefaultJob.For("quick", [], new ModelCatalog([])));
    }
}
