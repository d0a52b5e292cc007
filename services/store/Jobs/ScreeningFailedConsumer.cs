using MassTransit;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Jobs;

/// <summary>Ends a job that a service says cannot go on.</summary>
internal sealed class ScreeningFailedConsumer(JobControl jobs) : IConsumer<ScreeningFailed>
{
    public Task Consume(ConsumeContext<ScreeningFailed> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        return jobs.Fail(context.Message.JobId, context.Message.Reason, context.CancellationToken);
    }
}

internal sealed class ScreeningFailedDefinition : StoreConsumerDefinition<ScreeningFailedConsumer>;
