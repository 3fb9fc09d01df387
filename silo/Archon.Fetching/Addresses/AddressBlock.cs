using System.Buffers.Binary;
using System.Net;

namespace Archon.Fetching.Addresses;

/// <summary>A named range of IPv6 addresses.</summary>
internal readonly record struct AddressBlock(UInt128 Prefix, int PrefixLength, string Name)
{
    public bool Contains(UInt128 address) => address >> (128 - PrefixLength) == Prefix;

    public static AddressBlock Of(string network, int prefixLength, string name) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(IPAddress.Parse(network).GetAddressBytes()) >> (128 - prefixLength), prefixLength, name);
}

/// <summary>A named range of IPv4 addresses.</summary>
internal readonly record struct AddressBlock4(uint Prefix, int PrefixLength, string Name)
{
    public static AddressBlock4 Of(string network, int prefixLength, string name) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(network).GetAddressBytes()) >> (32 - prefixLength), prefixLength, name);
}

/// <summary>A range of IPv6 addresses with an IPv4 address inside, whose last bit stands <paramref name="InnerShift"/> bits from the right.</summary>
internal readonly record struct WrappingBlock(AddressBlock Block, int InnerShift);
