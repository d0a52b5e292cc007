using System.Collections.Concurrent;
using MassTransit;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Tests.Toys;

/// <summary>What the services around the store saw and how they behave.</summary>
internal sealed class ToyServices
{
    public ConcurrentQueue<FeaturizeMolecules> Chunks { get; } = new();

    public ConcurrentQueue<PlanRoute> Plans { get; } = new();

    public ConcurrentQueue<object> Events { get; } = new();

    /// <summary>Messages that a service that answers each chunk this many times sends.</summary>
    public int Answers { get; set; } = 1;

    /// <summary>Chunks that are answered; later ones are swallowed, as by a service that was killed.</summary>
    public int AnsweredChunks { get; set; } = int.MaxValue;

    /// <summary>Plans that are answered.</summary>
    public int AnsweredPlans { get; set; } = int.MaxValue;

    /// <summary>How the featurizer and the scorer answer a chunk.</summary>
    public Func<FeaturizeMolecules, object> Score { get; set; } = ToyChemistry.Score;
}

internal sealed class ToyScorer(ToyServices toys) : IConsumer<FeaturizeMolecules>
{
    public async Task Consume(ConsumeContext<FeaturizeMolecules> context)
    {
        toys.Chunks.Enqueue(context.Message);
        var answer = toys.Score(context.Message);
        for (var i = 0; i < toys.Answers && toys.Chunks.Count <= toys.AnsweredChunks; i++)
        {
            await context.Publish(answer);
        }
    }
}

/// <summary>Finds two routes for molecules whose text ends in an even digit, else none.</summary>
internal sealed class ToyPlanner(ToyServices toys) : IConsumer<PlanRoute>
{
    public Task Consume(ConsumeContext<PlanRoute> context)
    {
        var m = context.Message;
        toys.Plans.Enqueue(m);
        if (toys.Plans.Count > toys.AnsweredPlans)
        {
            return Task.CompletedTask;
        }

        var statistics = new SearchStatistics(10, 8, 0.25, 0.125);
        return (m.Smiles[^1] - '0') % 2 == 0
            ? context.Publish(new RoutePlanned(SchemaVersion.Current, m.JobId, m.Index, m.Smiles, true, [Route(m.Smiles, 1.5), Route(m.Smiles, 2.5)], statistics))
            : context.Publish(new RouteNotFound(SchemaVersion.Current, m.JobId, m.Index, m.Smiles, "budget", statistics));
    }

    private static Route Route(string smiles, double cost) =>
        new(cost, 1, new RouteMolecule(smiles, false, new RouteReaction("t1", 0.25, [new RouteMolecule("A", true, null), new RouteMolecule("B", true, null)])));
}

internal sealed class ToyListener(ToyServices toys) : IConsumer<ScreeningRanked>, IConsumer<ScreeningCompleted>, IConsumer<ScreeningFailed>
{
    public Task Consume(ConsumeContext<ScreeningRanked> context) => Note(context.Message);

    public Task Consume(ConsumeContext<ScreeningCompleted> context) => Note(context.Message);

    public Task Consume(ConsumeContext<ScreeningFailed> context) => Note(context.Message);

    private Task Note(object message)
    {
        toys.Events.Enqueue(message);
        return Task.CompletedTask;
    }
}

internal sealed class ToyScorerDefinition : ConsumerDefinition<ToyScorer>
{
    public ToyScorerDefinition() => EndpointName = "featurizer";
}

internal sealed class ToyPlannerDefinition : ConsumerDefinition<ToyPlanner>
{
    public ToyPlannerDefinition() => EndpointName = "planner";
}

internal sealed class ToyListenerDefinition : ConsumerDefinition<ToyListener>
{
    public ToyListenerDefinition() => EndpointName = "listener";
}
