using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace MolScreen.Retro.Stock;

/// <summary>
/// A stock in a memory-mapped file, 12 bytes a molecule. Format, little-endian: 8 bytes <c>MSSTOCK2</c>; int64 count;
/// uint64 checksum (the wrapping sum of rotated entries, see <see cref="Checksum"/>); int64 reserved, 0; then count
/// keys of <see cref="StockKey"/>, ascending, each once; count prices, half precision, NaN where unknown; count lead times,
/// uint16 days, 65,535 where unknown. Thread-safe.
/// </summary>
public sealed class StockFile : IStock, IDisposable
{
    /// <summary>Bytes before the first key.</summary>
    internal const int HeaderSize = 32;

    /// <summary>Bytes of a molecule.</summary>
    internal const int EntrySize = sizeof(ulong) + sizeof(ushort) + sizeof(ushort);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly StockTable _table;

    private unsafe StockFile(MemoryMappedFile file, MemoryMappedViewAccessor view, int count)
    {
        _file = file;
        _view = view;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        var keys = (ulong*)(start + HeaderSize);
        var prices = (Half*)(keys + count);
        var leads = (ushort*)(prices + count);
        IsSound = view.ReadUInt64(16) == Checksum(new(keys, count), new(prices, count), new(leads, count)) && IsAscending(new(keys, count));
        _table = new StockTable(keys, prices, leads, IsSound ? count : 0);
    }

    /// <summary>The first bytes of a stock file; the last of them is the version of its form.</summary>
    internal static ReadOnlySpan<byte> Magic => "MSSTOCK2"u8;

    /// <summary>Number of molecules.</summary>
    public int Count => _table.Count;

    private bool IsSound { get; }

    /// <summary>Opens a stock file and checks it as a whole.</summary>
    /// <exception cref="RetroException">It is missing, of another kind, cut short or changed.</exception>
    public static StockFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetroException($"The stock {path} does not exist.");
        }

        var length = new FileInfo(path).Length;
        if (length < HeaderSize || !IsStockFile(path))
        {
            throw new RetroException($"{path} is no stock file: make one with molscreen stock build.");
        }

        if (!StartsWith(path, Magic))
        {
            throw new RetroException($"{path} is a stock file of an older form: make it again with molscreen stock build.");
        }

        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        var count = view.ReadInt64(8);
        if (count < 0 || count > int.MaxValue || length != HeaderSize + (EntrySize * count))
        {
            view.Dispose();
            file.Dispose();
            throw new RetroException($"The stock {path} is cut short: its header promises {count} molecules.");
        }

        if (count == 0)
        {
            view.Dispose();
            file.Dispose();
            throw new RetroException($"The stock {path} holds no molecule.");
        }

        var stock = new StockFile(file, view, (int)count);
        if (stock.IsSound)
        {
            return stock;
        }

        stock.Dispose();
        throw new RetroException($"The stock {path} is damaged: its checksum does not fit.");
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The stock was disposed of.</exception>
    public StockOffer? Find(string smiles)
    {
        // A disposal meanwhile waits until the last caller is done with the mapped keys.
        var handle = _view.SafeMemoryMappedViewHandle;
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            return _table.Find(smiles);
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view.SafeMemoryMappedViewHandle.IsClosed)
        {
            return;
        }

        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>Whether a file starts as a stock file of any form does.</summary>
    internal static bool IsStockFile(string path) => StartsWith(path, Magic[..^1]);

    private static bool StartsWith(string path, ReadOnlySpan<byte> magic)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[magic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(magic);
    }

    /// <summary>Writes keys, ascending and each once, with their offers as a stock file; the file appears whole or not at all.</summary>
    internal static void Write(string path, ReadOnlySpan<ulong> keys, ReadOnlySpan<Half> prices, ReadOnlySpan<ushort> leads)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], keys.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], Checksum(keys, prices, leads));
        var unfinished = path + ".part";
        using (var file = File.Create(unfinished))
        {
            file.Write(header);
            file.Write(MemoryMarshal.AsBytes(keys));
            file.Write(MemoryMarshal.AsBytes(prices));
            file.Write(MemoryMarshal.AsBytes(leads));
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static ulong Checksum(ReadOnlySpan<ulong> keys, ReadOnlySpan<Half> prices, ReadOnlySpan<ushort> leads)
    {
        ulong sum = (ulong)keys.Length;
        for (var i = 0; i < keys.Length; i++)
        {
            var offer = (BitConverter.HalfToUInt16Bits(prices[i]) * 65536UL) + leads[i];
            sum = ulong.RotateLeft(sum, 5) + keys[i] + offer;
        }

        return sum;
    }

    private static bool IsAscending(ReadOnlySpan<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] <= keys[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
