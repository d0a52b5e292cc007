using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Jobs;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Http;

/// <summary>
/// A submission as a form. The library goes straight through to the store when everything else came before it; else it waits
/// in a temporary file.
/// </summary>
internal static class FormSubmission
{
    private const int MaxFieldBytes = 1 << 20;

    private static readonly string[] Fields = ["job", "name", "models", "smiles_column", "id_column"];

    public static async Task<JobStatus> Submit(Stream body, MediaTypeHeaderValue type, IScreeningStore store, ModelCatalog? catalog, CancellationToken cancel)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw new BadHttpRequestException("The form's Content-Type has no boundary.");
        }

        var parts = new Parts(new MultipartReader(boundary, body));
        var fields = new Dictionary<string, string>();
        while (await parts.Next(cancel) is { } part)
        {
            if (part.Name != "library")
            {
                fields[part.Name] = await Field(part, cancel);
                continue;
            }

            if (fields.ContainsKey("job") || fields.ContainsKey("models"))
            {
                var job = await Submit(fields, part, part.Content, store, catalog, cancel);
                if (await parts.Next(cancel) is { } late)
                {
                    await store.Cancel(job.Id, cancel);
                    throw new BadHttpRequestException($"The part '{late.Name}' came after the library; send the library last.");
                }

                return job;
            }

            await using var kept = Temporary();
            await part.Content.CopyToAsync(kept, cancel);
            kept.Position = 0;
            while (await parts.Next(cancel) is { } later)
            {
                fields[later.Name] = await Field(later, cancel);
            }

            return await Submit(fields, part, kept, store, catalog, cancel);
        }

        throw new BadHttpRequestException("The form has no part 'library' with the file of molecules.");
    }

    private static Task<JobStatus> Submit(
        Dictionary<string, string> fields, Part library, Stream content, IScreeningStore store, ModelCatalog? catalog, CancellationToken cancel)
    {
        var specification = JobRequest.Specification(
            fields.GetValueOrDefault("job"), fields.GetValueOrDefault("name"), fields.GetValueOrDefault("models"), catalog);
        var submission = new LibrarySubmission(
            Guid.NewGuid(), "upload", specification, library.FileName, fields.GetValueOrDefault("smiles_column"), fields.GetValueOrDefault("id_column"));
        return store.Submit(submission, content, cancel);
    }

    private static async Task<string> Field(Part part, CancellationToken cancel)
    {
        if (!Fields.Contains(part.Name))
        {
            throw new BadHttpRequestException($"The form has an unknown part '{part.Name}'; known are {string.Join(", ", Fields)} and, at the end, library.");
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await Parts.Undamaged(() => part.Content.ReadAsync(buffer, cancel).AsTask())) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxFieldBytes)
            {
                throw new BadHttpRequestException($"The part '{part.Name}' has more than {MaxFieldBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), $"molscreen-upload-{Guid.NewGuid():N}"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    private sealed record Part(string Name, string FileName, Stream Content);

    /// <summary>The parts of a form; damage is the caller's mistake.</summary>
    private sealed class Parts(MultipartReader reader)
    {
        public async Task<Part?> Next(CancellationToken cancel)
        {
            if (await Undamaged(() => reader.ReadNextSectionAsync(cancel)) is not { } section)
            {
                return null;
            }

            var header = section.GetContentDispositionHeader();
            return new Part(
                HeaderUtilities.RemoveQuotes(header?.Name ?? default).Value ?? "",
                Path.GetFileName(HeaderUtilities.RemoveQuotes(header?.FileName ?? default).Value ?? "library"),
                section.Body);
        }

        public static async Task<T> Undamaged<T>(Func<Task<T>> read)
        {
            try
            {
                return await read();
            }
            catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
            {
                throw new BadHttpRequestException($"The form is damaged: {e.Message}");
            }
        }
    }
}
