using System.Text;

namespace MolScreen.Chemistry.Tests.Input;

/// <summary>A long text that exists nowhere: a head, a part many times over, and a tail.</summary>
internal sealed class RepeatingStream(string head, string part, int times, string tail) : Stream
{
    private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _part = Encoding.UTF8.GetBytes(part);
    private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _head.Length + ((long)_part.Length * times) + _tail.Length;

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var rest = (_at - _head.Length, Length - _tail.Length - _at) switch
        {
            ( < 0, _) => _head.AsSpan((int)_at),
            (var inside, > 0) => _part.AsSpan((int)(inside % _part.Length)),
            _ => _tail.AsSpan((int)(_at - (Length - _tail.Length))),
        };
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _at += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
