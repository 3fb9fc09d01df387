using System.Net;
using Archon.Fetching.Addresses;

namespace Archon.Fetching.Tests.Addresses;

public sealed class AddressGuardTests
{
    public static TheoryData<string, string> Vectors()
    {
        TheoryData<string, string> vectors = [];
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "addresses.csv")).Skip(1))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            vectors.Add(line[..comma], line[(comma + 1)..].Trim('"'));
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void RefusingBlock_OfEveryVector_IsTheOneWritten(string address, string block) =>
        Assert.Equal(block, AddressGuard.RefusingBlock(IPAddress.Parse(address)) ?? string.Empty);

    [Fact]
    public void IsGloballyRoutable_OverEveryFirstOctet_AgreesWithItsMappedForm()
    {
        for (var octet = 0; octet < 256; octet++)
        {
            var address = new IPAddress([(byte)octet, 1, 2, 3]);
            Assert.Equal(AddressGuard.IsGloballyRoutable(address), AddressGuard.IsGloballyRoutable(address.MapToIPv6()));
        }
    }
}
