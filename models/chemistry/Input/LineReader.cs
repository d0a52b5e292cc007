namespace MolScreen.Chemistry.Input;

/// <summary>How a line ended.</summary>
internal enum LineEnd
{
    /// <summary>There is no further line.</summary>
    EndOfFile,

    /// <summary>The whole line is there.</summary>
    Whole,

    /// <summary>The line was longer than <see cref="LineReader.MaxBytes"/> and has been skipped.</summary>
    TooLong,

    /// <summary>A quoted cell is never closed: the line is its first physical line, reading goes on after it.</summary>
    OpenQuote,
}

/// <summary>
/// Splits the text of a stream, gzipped or not, into lines (LF, CRLF or, where the first lines have no LF, lone CR) with a
/// window of at most <see cref="MaxBytes"/> in memory. With a delimiter, line breaks inside quoted cells do not end a line.
/// </summary>
internal sealed class LineReader
{
    /// <summary>The longest line that is kept.</summary>
    public const int MaxBytes = 1 << 20;

    private const int PeekBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly string _name;
    private byte[] _window = new byte[PeekBytes];
    private byte _lineBreak = (byte)'\n';
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Opens the text inside a stream; the caller disposes the stream.</summary>
    /// <exception cref="MoleculeFileException">Here and while reading: the stream is damaged.</exception>
    public LineReader(Stream stream, string name)
    {
        _name = name;
        try
        {
            _stream = InputStream.Decode(stream, name);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }

        FindLineBreak();
    }

    /// <summary>Between cells, where cells may be quoted; null where a line is just a line.</summary>
    public byte? Delimiter { get; set; }

    /// <summary>The next line, or its first 64 KiB, without reading past it.</summary>
    public ReadOnlySpan<byte> Peek() => PeekLine(0);

    /// <summary>A line ahead, the next one being 0, as far as it lies within 64 KiB; empty where there is none.</summary>
    public ReadOnlySpan<byte> PeekLine(int ahead)
    {
        while (true)
        {
            var rest = Window;
            var line = 0;
            int end;
            while ((end = rest.IndexOf(_lineBreak)) >= 0 && line < ahead)
            {
                rest = rest[(end + 1)..];
                line++;
            }

            if (end >= 0)
            {
                return rest[..end].TrimEnd((byte)'\r');
            }

            if (Window.Length >= PeekBytes || !Fill())
            {
                return line == ahead ? rest : default;
            }
        }
    }

    /// <summary>Reads the next line without its line break; the span is valid until the next call.</summary>
    public LineEnd Read(out ReadOnlySpan<byte> line)
    {
        var end = ReadLine(out line);
        _read += end == LineEnd.EndOfFile ? 0 : 1;
        return end;
    }

    private LineEnd ReadLine(out ReadOnlySpan<byte> line)
    {
        var (quoted, cellStart, firstBreak) = (false, true, -1);
        for (var length = 0; ; length++)
        {
            if (_start + length == _end && !Fill())
            {
                return AtWindowEnd(length, quoted, firstBreak, out line);
            }

            var value = _window[_start + length];
            if (value == _lineBreak)
            {
                if (!quoted)
                {
                    line = Take(length);
                    return LineEnd.Whole;
                }

                firstBreak = firstBreak < 0 ? length : firstBreak;
            }
            else if (Delimiter is not null && value == '"' && (quoted || cellStart))
            {
                quoted = !quoted;
                cellStart = true; // A doubled quote opens again at once.
                continue;
            }

            cellStart = !quoted && value == Delimiter;
        }
    }

    /// <summary>The window is full, or the file has ended, before the line has.</summary>
    private LineEnd AtWindowEnd(int length, bool quoted, int firstBreak, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (length == 0)
        {
            return LineEnd.EndOfFile;
        }

        if (quoted)
        {
            if (firstBreak >= 0 || length < MaxBytes)
            {
                line = Take(firstBreak >= 0 ? firstBreak : length);
                return LineEnd.OpenQuote;
            }
        }
        else if (length < MaxBytes)
        {
            line = Take(length);
            return LineEnd.Whole;
        }

        SkipLine();
        return LineEnd.TooLong;
    }

    private ReadOnlySpan<byte> Window => _window.AsSpan(_start, _end - _start);

    /// <summary>A lone CR ends lines where it stands at the end of the first one and no LF is in sight.</summary>
    private void FindLineBreak()
    {
        while (true)
        {
            var at = Window.IndexOfAny("\r\n"u8);
            if (at >= 0 && at + 1 < Window.Length)
            {
                _lineBreak = Window[at] == '\r' && !Window.Contains((byte)'\n') ? (byte)'\r' : (byte)'\n';
                return;
            }

            if (Window.Length >= PeekBytes || !Fill())
            {
                return;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var line = _window.AsSpan(_start, length);
        _start = Math.Min(_start + length + 1, _end);
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private void SkipLine()
    {
        while (true)
        {
            var at = Window.IndexOf(_lineBreak);
            if (at >= 0)
            {
                _start += at + 1;
                return;
            }

            _start = _end;
            if (!Fill())
            {
                return;
            }
        }
    }

    /// <summary>Reads more bytes behind the window; false at the end of the file or when the window is at its largest.</summary>
    private bool Fill()
    {
        if (_end - _start >= MaxBytes)
        {
            return false;
        }

        if (_start > 0)
        {
            _window.AsSpan(_start, _end - _start).CopyTo(_window);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _window.Length)
        {
            Array.Resize(ref _window, Math.Min(2 * _window.Length, MaxBytes));
        }

        try
        {
            var read = _stream.Read(_window, _end, _window.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }
    }

    private MoleculeFileException Damaged(Exception e)
    {
        var where = _read == 0 ? "from the start" : $"after line {_read}";
        return new MoleculeFileException(
            e is InvalidDataException
                ? $"{_name} is damaged gzip data {where}: fetch or compress the file again."
                : $"{_name} cannot be read {where}: {e.Message}",
            e);
    }
}
