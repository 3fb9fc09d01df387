using Archon.Cli.Nodes;

namespace Archon.Cli.Tests.Nodes;

public sealed class NodeKnockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WaitAsync_EndsWithAKnock_AndAKnockThatWasForgottenIsNone()
    {
        NodeKnock.Knock(_folder.Path);
        await NodeKnock.WaitAsync(_folder.Path, TimeProvider.System, TestContext.Current.CancellationToken);

        NodeKnock.Forget(_folder.Path);
        var waiting = NodeKnock.WaitAsync(_folder.Path, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        NodeKnock.Knock(_folder.Path);
        NodeKnock.Knock(_folder.Path);
        await waiting;
    }

    [Fact]
    public void Knock_WhereNothingCanBeWritten_IsSilent() => NodeKnock.Knock(Path.Combine(_folder.Path, "missing"));
}
