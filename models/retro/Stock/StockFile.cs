using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace MolScreen.Retro.Stock;

/// <summary>
/// A stock in a memory-mapped file, 8 bytes a molecule. Format, little-endian: 8 bytes <c>MSSTOCK1</c>; int64 count;
/// uint64 checksum (the wrapping sum of rotated keys, see <see cref="Checksum"/>); int64 reserved, 0; then count
/// keys of <see cref="StockKey"/>, ascending, each once. Thread-safe.
/// </summary>
public sealed class StockFile : IStock, IDisposable
{
    /// <summary>Bytes before the first key.</summary>
    internal const int HeaderSize = 32;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly unsafe ulong* _keys;

    private unsafe StockFile(MemoryMappedFile file, MemoryMappedViewAccessor view, int count)
    {
        _file = file;
        _view = view;
        Count = count;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _keys = (ulong*)(start + HeaderSize);
    }

    /// <summary>The first bytes of every stock file.</summary>
    internal static ReadOnlySpan<byte> Magic => "MSSTOCK1"u8;

    /// <summary>Number of molecules.</summary>
    public int Count { get; }

    private unsafe ReadOnlySpan<ulong> Keys => new(_keys, Count);

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

        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        var count = view.ReadInt64(8);
        if (count < 0 || count > int.MaxValue || length != HeaderSize + (8 * count))
        {
            view.Dispose();
            file.Dispose();
            throw new RetroException($"The stock {path} is cut short: its header promises {count} molecules.");
        }

        var stock = new StockFile(file, view, (int)count);
        if (view.ReadUInt64(16) == Checksum(stock.Keys) && IsAscending(stock.Keys))
        {
            return stock;
        }

        stock.Dispose();
        throw new RetroException($"The stock {path} is damaged: its checksum does not fit.");
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The stock was disposed of.</exception>
    public bool Contains(string smiles)
    {
        // A disposal meanwhile waits until the last caller is done with the mapped keys.
        var handle = _view.SafeMemoryMappedViewHandle;
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            return StockKey.Contains(Keys, smiles);
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

    /// <summary>Whether a file starts as a stock file does.</summary>
    internal static bool IsStockFile(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>Writes keys, ascending and each once, as a stock file; the file appears whole or not at all.</summary>
    internal static void Write(string path, ReadOnlySpan<ulong> keys)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], keys.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], Checksum(keys));
        var unfinished = path + ".part";
        using (var file = File.Create(unfinished))
        {
            file.Write(header);
            file.Write(MemoryMarshal.AsBytes(keys));
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static ulong Checksum(ReadOnlySpan<ulong> keys)
    {
        ulong sum = (ulong)keys.Length;
        foreach (var key in keys)
        {
            sum = ulong.RotateLeft(sum, 5) + key;
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
