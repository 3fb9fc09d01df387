namespace Archon.Fetching.Addresses;

/// <summary>
/// The blocks no stranger's page may be fetched from. Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and
/// its updates) and the multicast registries. Where a registry excepts single anycast addresses inside a block, the block wins.
/// </summary>
internal static class AddressBlocks
{
    public static readonly AddressBlock4[] Version4 =
    [
        AddressBlock4.Of("0.0.0.0", 8, "this network"),
        AddressBlock4.Of("10.0.0.0", 8, "private network"),
        AddressBlock4.Of("100.64.0.0", 10, "carrier-grade NAT"),
        AddressBlock4.Of("127.0.0.0", 8, "loopback"),
        AddressBlock4.Of("169.254.0.0", 16, "link-local"),
        AddressBlock4.Of("172.16.0.0", 12, "private network"),
        AddressBlock4.Of("192.0.0.0", 24, "protocol assignments"),
        AddressBlock4.Of("192.0.2.0", 24, "documentation"),
        AddressBlock4.Of("192.88.99.0", 24, "6to4 relay"),
        AddressBlock4.Of("192.168.0.0", 16, "private network"),
        AddressBlock4.Of("198.18.0.0", 15, "benchmarking"),
        AddressBlock4.Of("198.51.100.0", 24, "documentation"),
        AddressBlock4.Of("203.0.113.0", 24, "documentation"),
        AddressBlock4.Of("224.0.0.0", 4, "multicast"),
        AddressBlock4.Of("255.255.255.255", 32, "broadcast"),
        AddressBlock4.Of("240.0.0.0", 4, "reserved"),
    ];

    public static readonly WrappingBlock[] Wrappers =
    [
        new(AddressBlock.Of("::ffff:0:0", 96, "IPv4-mapped"), 0),
        new(AddressBlock.Of("64:ff9b::", 96, "NAT64"), 0),
        new(AddressBlock.Of("2002::", 16, "6to4"), 80),
    ];

    /// <summary>Blocks inside <see cref="GlobalUnicast"/> that are refused, and those outside that deserve a name of their own.</summary>
    public static readonly AddressBlock[] Version6 =
    [
        AddressBlock.Of("::", 128, "unspecified"),
        AddressBlock.Of("::1", 128, "loopback"),
        AddressBlock.Of("64:ff9b:1::", 48, "local-use NAT64"),
        AddressBlock.Of("100::", 64, "discard-only"),
        AddressBlock.Of("2001::", 32, "Teredo"),
        AddressBlock.Of("2001::", 23, "protocol assignments"),
        AddressBlock.Of("2001:db8::", 32, "documentation"),
        AddressBlock.Of("3fff::", 20, "documentation"),
        AddressBlock.Of("5f00::", 16, "segment routing"),
        AddressBlock.Of("fc00::", 7, "unique local"),
        AddressBlock.Of("fe80::", 10, "link-local"),
        AddressBlock.Of("fec0::", 10, "site-local"),
        AddressBlock.Of("ff00::", 8, "multicast"),
    ];

    /// <summary>What IANA hands out to the Internet; everything else is refused.</summary>
    public static readonly AddressBlock GlobalUnicast = AddressBlock.Of("2000::", 3, "global unicast");
}
