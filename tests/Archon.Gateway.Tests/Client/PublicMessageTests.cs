using System.Net.Sockets;
using Archon.Client;

namespace Archon.Gateway.Tests.Client;

/// <summary>What callers who are strangers read of a failure.</summary>
public sealed class PublicMessageTests
{
    [Fact]
    public void ADatabase_IsNotNamed()
    {
        var fault = ClusterErrors.ToUnavailable(new StorageUnavailableException("PostgreSQL at 10.0.0.9:5432/archon cannot be reached: Connection refused"));

        Assert.Contains("10.0.0.9", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("The database cannot be used now.", fault.PublicMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("archon", fault.PublicMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ASilo_IsNotNamed() => Assert.StartsWith(
        "The cluster cannot answer now; of a command, what was asked for may have been done, so look before you ask again.",
        ClusterErrors.ToUnavailable(new TimeoutException("Response did not arrive on time from S10.0.0.7:11111:9")).PublicMessage,
        StringComparison.Ordinal);

    [Fact]
    public void AFullDiskOfTheEmbeddedStore_IsSaidAsItIs() =>
        Assert.Null(ClusterErrors.ToUnavailable(new StorageUnavailableException("The disk of the database 'x.db' is full; make room and try again. (SQLite 13)")).PublicMessage);

    // The store's own is of the silo; here only its name is known.
    private sealed class StorageUnavailableException(string message) : Exception(message, new SocketException());
}
