using System.Text;
using Microsoft.Extensions.Hosting;
using MolScreen.Testing;
using RabbitMQ.Client;

namespace MolScreen.Hosting.Tests;

public sealed class RabbitBusTests(RabbitBusTests.Fixture fixture) : IClassFixture<RabbitBusTests.Fixture>
{
    private readonly RabbitBroker broker = fixture.Broker;

    [Fact]
    public async Task A_message_waits_for_a_consumer_that_was_never_started()
    {
        var behaviour = new PingBehaviour();
        using (var publisher = await PingHost.Start(broker, behaviour, consumes: false))
        {
            await publisher.Publish(1);
            await publisher.StopAsync();
        }

        using var consumer = await PingHost.Start(broker, behaviour, consumes: true);
        await behaviour.Consumed(1);
    }

    [Fact]
    public async Task Work_that_a_stop_cut_off_goes_back_to_the_queue_and_to_another_process()
    {
        var stopped = new PingBehaviour { Act = (_, _, cancel) => Task.Delay(Timeout.Infinite, cancel) };
        using (var first = await PingHost.Start(broker, stopped, consumes: true))
        {
            await first.Publish(7);
            await stopped.Consumed(7);
            await first.StopAsync();
        }

        stopped.Act = (_, _, _) => Task.CompletedTask;
        using var second = await PingHost.Start(broker, stopped, consumes: true);
        await stopped.Consumed(7, 7);
        Assert.Null(await Take($"{stopped.Queue}_error"));
    }

    [Fact]
    public async Task A_message_that_cannot_be_consumed_ends_in_the_error_queue_with_the_reason()
    {
        var behaviour = new PingBehaviour { Act = (_, _, _) => throw new InvalidOperationException("the third wheel is missing") };
        using var host = await PingHost.Start(broker, behaviour, consumes: true);

        await host.Publish(3);

        var letter = await Eventually.Get(() => Take($"{behaviour.Queue}_error"), () => "Nothing came to the error queue.");
        Assert.Contains("\"number\": 3", Encoding.UTF8.GetString(letter.Body.Span), StringComparison.Ordinal);
        Assert.Equal("the third wheel is missing", Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers!["MT-Fault-Message"]!));
        Assert.Equal([3], behaviour.Consumed);
    }

    [Fact]
    public async Task A_publisher_waits_for_a_broker_that_crashed_and_nothing_is_lost()
    {
        var behaviour = new PingBehaviour();
        using var host = await PingHost.Start(broker, behaviour, consumes: true, ("bus:publishtimeout", "1"), ("bus:publishpause", "0.2"));
        await host.Publish(1);
        await behaviour.Consumed(1);

        // RabbitMQ 3.10 writes a new quorum queue's registration to disk with a delay.
        await Task.Delay(3000);
        await broker.Kill();
        var waiting = host.Publish(2);
        await Task.Delay(1500);
        Assert.False(waiting.IsCompleted);
        await broker.Restart();

        await waiting.WaitAsync(TimeSpan.FromMinutes(2));
        await Eventually.True(() => Task.FromResult(behaviour.Consumed.Contains(2)), () => "The second message was lost.");
    }

    private async Task<BasicGetResult?> Take(string queue)
    {
        var factory = new ConnectionFactory { Uri = new Uri(broker.Url) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.BasicGetAsync(queue, autoAck: true);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public RabbitBroker Broker { get; private set; } = null!;

        public async Task InitializeAsync() => Broker = await RabbitBroker.Start();

        public async Task DisposeAsync() => await Broker.DisposeAsync();
    }
}
