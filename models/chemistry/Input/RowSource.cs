namespace MolScreen.Chemistry.Input;

/// <summary>The rows of one open file as records.</summary>
internal sealed class RowSource(Stream stream, string name, MoleculeFileOptions options)
{
    private LineReader _lines = null!;
    private byte? _delimiter;
    private long _read;

    public IEnumerable<MoleculeRecord> Records()
    {
        Open();
        var sample = new List<Row>();
        while (sample.Count <= (_delimiter is null ? 0 : ColumnChoice.SampleRows) && Next() is { } row)
        {
            sample.Add(row);
        }

        if (sample.Count == 0)
        {
            yield break;
        }

        var columns = _delimiter is null ? SmilesFile(sample[0]) : ColumnChoice.Choose(sample, name, options);
        var number = 0;
        foreach (var row in sample.Skip(columns.Header is null ? 0 : 1))
        {
            yield return Record(row, ++number, columns);
        }

        while (Next() is { } row)
        {
            yield return Record(row, ++number, columns);
        }
    }

    private void Open()
    {
        try
        {
            _lines = new LineReader(InputStream.Decode(stream, name));
            _lines.Delimiter = _delimiter = Sniff(_lines.Peek());
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>The delimiter, null for a SMILES file.</summary>
    private byte? Sniff(ReadOnlySpan<byte> first)
    {
        var ending = Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
        return ending.ToLowerInvariant() switch
        {
            ".csv" => Separator(first) ?? (byte)',',
            ".tsv" or ".tab" => (byte)'\t',
            _ when options.SmilesColumn is not null => Separator(first) ?? (byte)'\t',
            _ => Separator(first) is { } separator && ColumnChoice.IsHeader(Cells.Split(first, separator)) ? separator : null,
        };
    }

    private static byte? Separator(ReadOnlySpan<byte> line)
    {
        foreach (var candidate in ",;\t"u8)
        {
            if (line.Contains(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static ColumnChoice SmilesFile(Row first) =>
        new(ColumnChoice.IsHeader(first.Cells) ? ["smiles", "id"] : null, 0, 1);

    private Row? Next()
    {
        try
        {
            var end = _lines.Read(out var line);
            if (end == LineEnd.EndOfFile)
            {
                return null;
            }

            _read++;
            return new Row(end, end switch
            {
                LineEnd.TooLong => [],
                _ when _delimiter is { } delimiter => Cells.Split(line, delimiter),
                _ => Cells.SplitSmiles(line),
            });
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }
    }

    private MoleculeRecord Record(Row row, int number, ColumnChoice columns)
    {
        var (smiles, id) = (row[columns.Smiles], row[columns.Id]);
        var error = row.End switch
        {
            LineEnd.TooLong => MoleculeStatus.TooLong.ReasonCode(),
            LineEnd.OpenQuote => MoleculeStatus.Syntax.ReasonCode(),
            _ when smiles.Text.Length > MoleculeProcessor.MaxTextLength => MoleculeStatus.TooLong.ReasonCode(),
            _ when !smiles.Valid || !id.Valid => MoleculeStatus.Encoding.ReasonCode(),
            _ when smiles.Text.Length == 0 => MoleculeStatus.Empty.ReasonCode(),
            _ => null,
        };
        var text = error == MoleculeStatus.TooLong.ReasonCode() ? "" : smiles.Text;
        return new MoleculeRecord(number, id.Text, text, error, options.KeepColumns ? Columns(row, columns) : null);
    }

    private static Dictionary<string, string> Columns(Row row, ColumnChoice columns)
    {
        var width = columns.Header?.Length ?? row.Cells.Length;
        var cells = new Dictionary<string, string>(width, StringComparer.Ordinal);
        for (var column = 0; column < width; column++)
        {
            if (column != columns.Smiles)
            {
                cells.TryAdd(columns.Header?[column] ?? $"column_{column + 1}", row[column].Text);
            }
        }

        return cells;
    }

    private MoleculeFileException Damaged(Exception e)
    {
        var where = _read == 0 ? "from the start" : $"after line {_read}";
        return new MoleculeFileException(
            e is InvalidDataException
                ? $"{name} is damaged gzip data {where}: fetch or compress the file again."
                : $"{name} cannot be read {where}: {e.Message}",
            e);
    }
}
