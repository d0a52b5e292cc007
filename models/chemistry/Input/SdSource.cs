using System.Buffers;

namespace MolScreen.Chemistry.Input;

/// <summary>The records of an SD or MOL file. Each ends at <c>$$$$</c>, the last one also at the end of the file.</summary>
internal sealed class SdSource(LineReader lines, string name, MoleculeFileOptions options)
{
    /// <summary>The longest record that is kept, in bytes; longer ones are skipped and are a row <c>too-long</c>.</summary>
    public const int MaxRecordBytes = 4 << 20;

    // Records that are looked at to tell whether a property that is asked for is there at all.
    private const int SampleRecords = ColumnChoice.SampleRows;

    private readonly ArrayBufferWriter<byte> _record = new(1 << 14);
    private bool _tooLong;

    public IEnumerable<MoleculeRecord> Records()
    {
        var number = 0;
        foreach (var record in Sample())
        {
            yield return Record(record, ++number);
        }

        while (Next(out var record))
        {
            yield return Record(record, ++number);
        }
    }

    /// <summary>The first records where properties are asked for by name, so that a wrong name is told at once.</summary>
    private List<SdRecord?> Sample()
    {
        var sample = new List<SdRecord?>();
        if (options.SmilesColumn is null && options.IdColumn is null)
        {
            return sample;
        }

        while (sample.Count < SampleRecords && Next(out var record))
        {
            sample.Add(record);
        }

        Require(options.SmilesColumn, sample);
        Require(options.IdColumn, sample);
        return sample;
    }

    private void Require(string? property, List<SdRecord?> sample)
    {
        var records = sample.OfType<SdRecord>().ToList();
        if (property is not null && records.Count > 0 && !records.Exists(record => record.Value(property) is not null))
        {
            var known = records.SelectMany(record => record.Properties.Keys).Distinct().ToList();
            throw new MoleculeFileException(
                $"{name} has no property \"{property}\"; " + (known.Count == 0 ? "it has none." : $"its properties are {string.Join(", ", known)}."));
        }
    }

    /// <summary>Reads the next record; null for one that is too long. False at the end of the file.</summary>
    private bool Next(out SdRecord? record)
    {
        _record.ResetWrittenCount();
        (_tooLong, record) = (false, null);
        var blank = true;
        while (true)
        {
            var end = lines.Read(out var line);
            if (end == LineEnd.EndOfFile)
            {
                if (blank)
                {
                    return false;
                }

                break;
            }

            if (end == LineEnd.Whole && line.StartsWith("$$$$"u8))
            {
                break;
            }

            blank &= end == LineEnd.Whole && line.Trim(" \t"u8).IsEmpty;
            Keep(end, line);
        }

        record = _tooLong ? null : SdRecord.Parse(blank ? default : _record.WrittenSpan);
        return true;
    }

    private void Keep(LineEnd end, ReadOnlySpan<byte> line)
    {
        _tooLong |= end != LineEnd.Whole || _record.WrittenCount + line.Length >= MaxRecordBytes;
        if (!_tooLong)
        {
            _record.Write(line);
            _record.Write("\n"u8);
        }
    }

    private MoleculeRecord Record(SdRecord? record, int number)
    {
        if (record is null)
        {
            return new MoleculeRecord(number, "", "", MoleculeStatus.TooLong.ReasonCode(), options.KeepColumns ? new Dictionary<string, string>() : null);
        }

        var text = options.SmilesColumn is { } property ? record.Value(property)?.Trim() ?? "" : record.Block;
        var error = text.Length == 0 ? MoleculeStatus.Empty.ReasonCode()
            : text.Length > MolBlock.MaxLength(text) ? MoleculeStatus.TooLong.ReasonCode()
            : options.SmilesColumn is null && !MolBlock.IsOne(text) ? MoleculeStatus.Syntax.ReasonCode()
            : null;
        return new MoleculeRecord(
            number, Id(record), error == MoleculeStatus.TooLong.ReasonCode() ? "" : text, error, options.KeepColumns ? record.Properties : null);
    }

    private string Id(SdRecord record)
    {
        if (options.IdColumn is { } property)
        {
            return OneLine(record.Value(property) ?? "");
        }

        var title = OneLine(record.Title);
        return title.Length > 0 ? title : OneLine(record.UsualId());
    }

    private static string OneLine(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\x1F') < 0
        ? text.Trim()
        : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
