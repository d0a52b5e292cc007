using System.ComponentModel.DataAnnotations;

namespace MolScreen.Gateway;

/// <summary>Settings of the gateway; section <c>gateway</c> of a service's settings.</summary>
public sealed class GatewayOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "gateway";

    /// <summary>Address of the store's HTTP endpoint, when the store is another process.</summary>
    [Required]
    [Url]
    public string Store { get; set; } = "http://127.0.0.1:5081";

    /// <summary>Most bytes of one upload, as sent; default 2 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUploadBytes { get; set; } = 2L << 30;

    /// <summary>Seconds one request to the store may take, uploads and exports apart; 0.1 to 600, default 30.</summary>
    [Range(0.1, 600)]
    public double StoreTimeout { get; set; } = 30;
}
