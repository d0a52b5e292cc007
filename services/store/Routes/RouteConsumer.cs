using MassTransit;
using MolScreen.Contracts;
using MolScreen.Contracts.Planning;
using MolScreen.Hosting.Bus;

namespace MolScreen.Store.Routes;

/// <summary>Records what planners answer; messages are acknowledged after the commit.</summary>
internal sealed class RouteConsumer(RouteRecorder recorder) :
    IConsumer<RoutePlanned>,
    IConsumer<RouteNotFound>,
    IConsumer<Fault<PlanRoute>>
{
    public Task Consume(ConsumeContext<RoutePlanned> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        return recorder.Found(context.Message, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<RouteNotFound> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        return recorder.NotFound(context.Message, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<Fault<PlanRoute>> context) => context.Message.IsCutOff()
        ? Task.CompletedTask
        : recorder.Fault(context.Message.Message.JobId, context.Message.Message.Index, context.CancellationToken);
}

internal sealed class RouteDefinition : StoreConsumerDefinition<RouteConsumer>;
