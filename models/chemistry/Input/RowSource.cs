namespace MolScreen.Chemistry.Input;

/// <summary>The rows of a SMILES file or a delimited file as records.</summary>
internal sealed class RowSource(LineReader lines, string name, MoleculeFileOptions options)
{
    private byte? _delimiter;

    private static ReadOnlySpan<byte> Separators => ",;\t|"u8;

    public IEnumerable<MoleculeRecord> Records()
    {
        lines.Delimiter = _delimiter = Sniff(lines.Peek());
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

    /// <summary>The delimiter, null for a SMILES file.</summary>
    private byte? Sniff(ReadOnlySpan<byte> first) => MoleculeFile.Ending(name) switch
    {
        ".csv" => HeaderSeparator(first) ?? Separator(first) ?? (byte)',',
        ".tsv" or ".tab" => (byte)'\t',
        _ when options.SmilesColumn is not null => HeaderSeparator(first) ?? Separator(first) ?? (byte)'\t',
        _ => HeaderSeparator(first),
    };

    private static byte? HeaderSeparator(ReadOnlySpan<byte> line)
    {
        foreach (var candidate in Separators)
        {
            if (line.Contains(candidate) && ColumnChoice.IsHeader(Cells.Split(line, candidate)))
            {
                return candidate;
            }
        }

        return null;
    }

    private static byte? Separator(ReadOnlySpan<byte> line)
    {
        foreach (var candidate in Separators)
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
        var end = lines.Read(out var line);
        return end == LineEnd.EndOfFile ? null : new Row(end, end switch
        {
            LineEnd.TooLong => [],
            _ when _delimiter is { } delimiter => Cells.Split(line, delimiter),
            _ => Cells.SplitSmiles(line),
        });
    }

    private MoleculeRecord Record(Row row, int number, ColumnChoice columns)
    {
        var (smiles, id) = (row[columns.Smiles], row[columns.Id]);
        var error = row.End switch
        {
            LineEnd.TooLong => MoleculeStatus.TooLong.ReasonCode(),
            LineEnd.OpenQuote => MoleculeStatus.Syntax.ReasonCode(),
            _ when smiles.Text.Length > MolBlock.MaxLength(smiles.Text) => MoleculeStatus.TooLong.ReasonCode(),
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
}
