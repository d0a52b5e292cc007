using Microsoft.AspNetCore.Http;

namespace MolScreen.Gateway.Http;

/// <summary>A request's body that ends in an exception when more than <paramref name="limit"/> bytes come.</summary>
internal sealed class LimitedStream(Stream inner, long limit) : Stream
{
    private long count;

    /// <summary>Whether the limit was met; whoever reads may have wrapped the exception.</summary>
    public bool Exceeded => count > limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    /// <summary>What to answer when the limit was met.</summary>
    public static BadHttpRequestException TooLarge(long limit) =>
        new($"The request has more than {limit} bytes, which is the limit of this installation.", StatusCodes.Status413PayloadTooLarge);

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int read)
    {
        count += read;
        return Exceeded ? throw TooLarge(limit) : read;
    }
}
