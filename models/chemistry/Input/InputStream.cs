using System.IO.Compression;

namespace MolScreen.Chemistry.Input;

/// <summary>Opens what a user names: a file or standard input, gzipped or not, with or without a byte-order mark.</summary>
internal static class InputStream
{
    /// <summary>The name that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Opens the file; the caller disposes the stream.</summary>
    public static Stream Open(string path)
    {
        if (path == StandardInput)
        {
            return Console.OpenStandardInput();
        }

        if (Directory.Exists(path))
        {
            throw new MoleculeFileException($"{path} is a folder: name a file of molecules.");
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MoleculeFileException($"{path} does not exist: check the path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new MoleculeFileException($"{path} may not be read: check its permissions.", e);
        }
        catch (IOException e)
        {
            throw new MoleculeFileException($"{path} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>The text inside: decompressed when the magic bytes say gzip, behind the byte-order mark of UTF-8.</summary>
    public static Stream Decode(Stream stream, string name)
    {
        var raw = new PeekedStream(stream, 2);
        Stream plain = raw.StartsWith(0x1F, 0x8B) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        var text = new PeekedStream(plain, 3);
        if (text.StartsWith(0xFF, 0xFE) || text.StartsWith(0xFE, 0xFF))
        {
            throw new MoleculeFileException($"{name} is UTF-16 text: save it as UTF-8.");
        }

        if (text.StartsWith(0xEF, 0xBB, 0xBF))
        {
            text.Skip(3);
        }

        return text;
    }

    /// <summary>A stream whose first bytes have been looked at.</summary>
    private sealed class PeekedStream : Stream
    {
        private readonly Stream _inner;
        private readonly byte[] _head;
        private readonly int _length;
        private int _at;

        public PeekedStream(Stream inner, int count)
        {
            _inner = inner;
            _head = new byte[count];
            _length = inner.ReadAtLeast(_head, count, throwOnEndOfStream: false);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public bool StartsWith(params ReadOnlySpan<byte> bytes) => _head.AsSpan(0, _length).StartsWith(bytes);

        public void Skip(int count) => _at += count;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == _length)
            {
                return _inner.Read(buffer);
            }

            var count = Math.Min(buffer.Length, _length - _at);
            _head.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
