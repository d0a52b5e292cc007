using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace MolScreen.Hosting.Bus;

/// <summary>
/// Publishes messages so that none is lost: an attempt that hangs or fails because the broker is away is given up and made
/// again until it is confirmed or cancelled. A message may therefore arrive twice, never not at all. Thread-safe.
/// </summary>
public sealed partial class BusPublisher
{
    private readonly IBus bus;
    private readonly ILogger<BusPublisher> log;
    private readonly ResiliencePipeline attempts;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A publisher on the host's bus.</summary>
    public BusPublisher(IBus bus, IOptions<BusOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BusPublisher> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(lifetime);
        lifetime.ApplicationStarted.Register(started.SetResult);
        this.bus = bus;
        this.log = log;
        attempts = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(Math.Min(0.1, options.Value.PublishPause)),
                MaxDelay = TimeSpan.FromSeconds(options.Value.PublishPause),
                ShouldHandle = static attempt => ValueTask.FromResult(
                    attempt.Outcome.Exception is { } trouble
                    && !attempt.Context.CancellationToken.IsCancellationRequested
                    && (TransientTrouble.Is(trouble) || IsLostConnection(trouble))),
                OnRetry = attempt =>
                {
                    LogRetry(attempt.AttemptNumber + 1, attempt.Outcome.Exception?.Message ?? "");
                    return default;
                },
            })
            .AddTimeout(TimeSpan.FromSeconds(options.Value.PublishTimeout))
            .Build();
    }

    /// <summary>
    /// Returns when the transport has confirmed the message. Before the host has started it waits: in memory, a message
    /// would have nowhere to go while consumers are still being connected.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the message may or may not have been sent.</exception>
    public async Task Publish<TMessage>(TMessage message, CancellationToken cancel)
        where TMessage : class
    {
        await started.Task.WaitAsync(cancel).ConfigureAwait(false);
        await attempts.ExecuteAsync(
            static async (state, token) => await state.bus.Publish(state.message, token).ConfigureAwait(false),
            (bus, message),
            cancel).ConfigureAwait(false);
    }

    /// <summary>What a publish sees when the client closes its connection under it.</summary>
    private static bool IsLostConnection(Exception exception) => exception is ObjectDisposedException or OperationCanceledException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Publishing failed, attempt {Attempt}: {Reason}")]
    private partial void LogRetry(int attempt, string reason);
}
