using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Retro;

namespace MolScreen.Planner;

internal sealed class PlanRouteConsumer(
    RouteSearch search,
    BusPublisher publisher,
    IHostApplicationLifetime lifetime,
    ILogger<PlanRouteConsumer> log) : IConsumer<PlanRoute>
{
    public async Task Consume(ConsumeContext<PlanRoute> context)
    {
        var command = context.Message;
        SchemaVersion.Require(command.Schema);

        // A search may take longer than a process that is told to stop may wait: it is cut off, and its message goes back.
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            var answer = await Task.Factory.StartNew(
                () => search.Plan(command, cancel.Token), cancel.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await (answer is RoutePlanned planned
                ? publisher.Publish(planned, context.CancellationToken)
                : publisher.Publish((RouteNotFound)answer, context.CancellationToken));
        }
        catch (RetroException exception)
        {
            log.LogWarning("Job {Job} cannot be planned: {Reason}", command.JobId, exception.Message);
            await publisher.Publish(new ScreeningFailed(SchemaVersion.Current, command.JobId, exception.Message), context.CancellationToken);
        }
    }
}

internal sealed class PlanRouteDefinition : ConsumerDefinition<PlanRouteConsumer>
{
    public PlanRouteDefinition(IOptions<PlannerOptions> options)
    {
        EndpointName = Queues.Planner;
        ConcurrentMessageLimit = options.Value.Concurrency == 0 ? Environment.ProcessorCount : options.Value.Concurrency;
    }
}
