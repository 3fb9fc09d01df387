using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Addresses;

/// <summary>
/// Says whether an address is globally routable, by the IANA special-purpose registries for IPv4 and IPv6. An IPv6 address that
/// only wraps an IPv4 one (mapped, NAT64, 6to4) is judged by the address inside, for that is where the packet ends.
/// </summary>
internal static class AddressGuard
{
    public static bool IsGloballyRoutable(IPAddress address) => RefusingBlock(address) is null;

    /// <summary>The name of the block that makes the address unroutable; null when it is globally routable.</summary>
    public static string? RefusingBlock(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) && address.AddressFamily == AddressFamily.InterNetwork
            ? RefusingBlock(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : RefusingBlock(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    private static string? RefusingBlock(uint address)
    {
        foreach (var block in AddressBlocks.Version4)
        {
            if (address >> (32 - block.PrefixLength) == block.Prefix)
            {
                return block.Name;
            }
        }

        return null;
    }

    private static string? RefusingBlock(UInt128 address)
    {
        foreach (var wrapper in AddressBlocks.Wrappers)
        {
            if (wrapper.Block.Contains(address))
            {
                var inner = (uint)(address >> wrapper.InnerShift);
                return RefusingBlock(inner) is { } block ? $"{wrapper.Block.Name}, {block}" : null;
            }
        }

        foreach (var block in AddressBlocks.Version6)
        {
            if (block.Contains(address))
            {
                return block.Name;
            }
        }

        return AddressBlocks.GlobalUnicast.Contains(address) ? null : "not global unicast";
    }
}
