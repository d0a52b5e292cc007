using MassTransit;
using Microsoft.Extensions.Logging;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Intake;

/// <summary>Makes a job out of molecules that came over the bus; one that cannot be a job is logged and answered with ScreeningFailed.</summary>
internal sealed class SubmitScreeningConsumer(ScreeningIntake intake, ILogger<SubmitScreeningConsumer> log) : IConsumer<SubmitScreening>
{
    public async Task Consume(ConsumeContext<SubmitScreening> context)
    {
        var message = context.Message;
        SchemaVersion.Require(message.Schema);
        try
        {
            await intake.Submit(message, context.CancellationToken);
        }
        catch (ScreeningRequestException e) when (e.Problem != RequestProblem.Conflict)
        {
            log.LogWarning("Job {Job} from {Source} is refused: {Reason}", message.JobId, message.Source, e.Message);
            await context.Publish(new ScreeningFailed(message.Schema, message.JobId, e.Message), context.CancellationToken);
        }
    }
}

internal sealed class SubmitScreeningDefinition : StoreConsumerDefinition<SubmitScreeningConsumer>;
