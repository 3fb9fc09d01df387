using System.Security.Cryptography;
using Archon.Ports.Secrets;

namespace Archon.Silo.Secrets;

/// <summary>The key of an embedded node, in its data folder, for its owner alone. Made when the first secret is stored; who backs the folder up backs it up along.</summary>
internal sealed class SecretKeyFile(string dataDirectory)
{
    private readonly Lock _lock = new();
    private byte[]? _key;

    public string Path { get; } = System.IO.Path.Combine(dataDirectory, "secrets.key");

    /// <summary>The key; null when none was made.</summary>
    /// <exception cref="SecretSealException">The file is there and cannot be read.</exception>
    public byte[]? Read()
    {
        lock (_lock)
        {
            return _key ??= File.Exists(Path) ? Decode() : null;
        }
    }

    /// <summary>The key, made when there is none.</summary>
    /// <exception cref="SecretSealException">It cannot be read or written.</exception>
    public byte[] ReadOrMake()
    {
        lock (_lock)
        {
            return _key ??= File.Exists(Path) ? Decode() : Make();
        }
    }

    private byte[] Decode()
    {
        try
        {
            return SecretOptions.Decode(File.ReadAllText(Path)) ?? throw new SecretSealException($"{Path} holds no key of {SecretOptions.KeyLength} bytes in base64.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretSealException($"The key {Path} cannot be read: {exception.Message}", exception);
        }
    }

    // Whole under another name first: a process that dies half-way leaves no half a key, and what it sealed with is on the disk before anything sealed is.
    private byte[] Make()
    {
        var key = RandomNumberGenerator.GetBytes(SecretOptions.KeyLength);
        var draft = $"{Path}.new";
        try
        {
            File.Delete(draft);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(draft, options))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes($"{Convert.ToBase64String(key)}\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, Path, overwrite: false);
            return key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretSealException($"The key {Path}, which what the site is to be told would be encrypted with, cannot be written: {exception.Message}", exception);
        }
    }
}
