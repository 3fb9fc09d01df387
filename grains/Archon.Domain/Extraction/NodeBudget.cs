namespace Archon.Domain.Extraction;

/// <summary>Looks at the cancellation token once every thousand nodes.</summary>
internal struct NodeBudget(CancellationToken cancellationToken)
{
    private const int NodesBetweenLooks = 1000;
    private int _spent;

    public void Spend()
    {
        if (++_spent % NodesBetweenLooks == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
