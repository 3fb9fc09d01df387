using Archon.Silo.Hosting;

namespace Archon.Cluster.Tests.Hosting;

public sealed class SiloEndTests
{
    [Fact]
    public void ASiloThatWasGivenUp_SaysWhatHappenedAndWhatToDo() => Assert.Equal(
        "The other silos have declared this one dead, for it did not answer them for a while. Its crawls go on elsewhere, and this process ends, so that it does nothing twice. "
            + "Start it again; what supervises it should do so by itself.",
        SiloEnd.Explain("I have been told I am dead, so this silo will stop! Reason: a table of\nmany lines", exception: null));

    [Fact]
    public void AnotherFault_IsOneLine() => Assert.Equal(
        "The silo cannot go on, and its process ends: ProcessMembershipUpdates broken in two",
        SiloEnd.Explain("ProcessMembershipUpdates", new InvalidOperationException("outer", new InvalidOperationException("broken\nin two"))));
}
