using System.ComponentModel.DataAnnotations;

namespace MolScreen.Hosting.Bus;

/// <summary>How messages travel between services.</summary>
public enum BusTransport
{
    /// <summary>Inside this process: all services must be in it.</summary>
    InMemory,

    /// <summary>Over a RabbitMQ broker, 3.10 or later.</summary>
    RabbitMq,
}

/// <summary>Settings section <c>bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "bus";

    /// <summary>In memory by default.</summary>
    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>The broker's host name or address.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The broker's AMQP port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>The broker's virtual host.</summary>
    [Required]
    public string VirtualHost { get; set; } = "/";

    /// <summary>User name at the broker.</summary>
    [Required]
    public string User { get; set; } = "guest";

    /// <summary>Password at the broker.</summary>
    [Required]
    public string Password { get; set; } = "guest";

    /// <summary>Replicated queues that survive the loss of a broker node; classic durable queues otherwise. Queues that exist keep their kind.</summary>
    public bool QuorumQueues { get; set; } = true;

    /// <summary>Messages a queue's consumers may hold beyond those they work on.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 4;

    /// <summary>Seconds after which one attempt to publish is given up and made again; a publish while the broker is away can hang.</summary>
    [Range(0.1, 600)]
    public double PublishTimeout { get; set; } = 10;

    /// <summary>Longest pause between two attempts to publish, in seconds; the first pauses are shorter.</summary>
    [Range(0.01, 600)]
    public double PublishPause { get; set; } = 5;

    /// <summary>Times a message is consumed again after transient trouble before it goes to the error queue.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 6;

    /// <summary>Seconds before the first retry; each further pause is twice as long, up to 30 seconds.</summary>
    [Range(0.001, 60)]
    public double RetryPause { get; set; } = 0.2;

    /// <summary>Seconds that messages in work have to finish when the process is told to stop; those that do not go back to their queue.</summary>
    [Range(0, 600)]
    public double StopTimeout { get; set; } = 20;
}
