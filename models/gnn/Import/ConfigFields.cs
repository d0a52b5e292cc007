using System.Text.Json;

namespace MolScreen.Gnn.Import;

/// <summary>The members of a JSON object, each read as what it must be; every complaint names the file and the member.</summary>
internal sealed class ConfigFields : IDisposable
{
    private readonly string path, prefix;
    private readonly JsonElement members;
    private readonly JsonDocument? owned;

    private ConfigFields(string path, string prefix, JsonElement members, JsonDocument? owned = null) =>
        (this.path, this.prefix, this.members, this.owned) = (path, prefix, members, owned);

    /// <summary>The members of a file's object.</summary>
    /// <exception cref="BundleException">The file is not a JSON object.</exception>
    internal static ConfigFields Read(string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException broken)
        {
            throw new BundleException($"{path}: not JSON (line {broken.LineNumber + 1}).", broken);
        }

        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new ConfigFields(path, "", document.RootElement, document)
            : throw new BundleException($"{path}: not a JSON object.");
    }

    /// <summary>A complaint about one member, to be thrown.</summary>
    internal BundleException Wrong(string field, string what) => new($"{path}: {prefix}{field}: {what}.");

    /// <summary>Refuses members that nobody here knows: what is left unread might change the network.</summary>
    internal void RequireKnown(params ReadOnlySpan<string> known)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw Wrong(member.Name, "the field is not known");
            }
        }
    }

    /// <summary>Whether a member is there and not null.</summary>
    internal bool Has(string field) => Find(field) is not null;

    internal bool IsObject(string field) => Find(field)?.ValueKind == JsonValueKind.Object;

    internal ConfigFields Object(string field) => Find(field) is { ValueKind: JsonValueKind.Object } found
        ? new ConfigFields(path, $"{prefix}{field}.", found)
        : throw Wrong(field, "an object is needed");

    internal string Text(string field, string? otherwise = null) => Find(field) switch
    {
        null => otherwise ?? throw Wrong(field, "the field is missing"),
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => throw Wrong(field, "text is needed"),
    };

    internal bool Flag(string field) => Find(field) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw Wrong(field, "true or false is needed"),
    };

    internal int Integer(string field, int? otherwise, int least, int most)
    {
        var found = Find(field);
        if (found is null)
        {
            return otherwise ?? throw Wrong(field, "the field is missing");
        }

        return found is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= least && value <= most
            ? value
            : throw Wrong(field, $"{found} is not a whole number from {least} to {most}");
    }

    internal double Real(string field, double otherwise, double least, double most) => Find(field) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } number when number.GetDouble() is var value && value >= least && value <= most => value,
        { } found => throw Wrong(field, FormattableString.Invariant($"{found} is not a number from {least} to {most}")),
    };

    /// <summary>A list of texts that are not empty; null where the member is not there.</summary>
    internal IReadOnlyList<string>? Names(string field)
    {
        if (Find(field) is not { } list)
        {
            return null;
        }

        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(item.GetString()))
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong(field, "a list of names is needed");
    }

    /// <inheritdoc/>
    public void Dispose() => owned?.Dispose();

    private JsonElement? Find(string field) =>
        members.TryGetProperty(field, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
