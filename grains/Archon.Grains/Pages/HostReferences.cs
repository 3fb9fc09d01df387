using Archon.Domain.Urls;
using Archon.GrainInterfaces.Hosts;

namespace Archon.Grains.Pages;

/// <summary>
/// Who is asked for permits; the last one is kept, for pages of one host follow each other. To make a reference is not free: Orleans reads the attributes
/// of its interface each time.
/// </summary>
internal sealed class HostReferences(IGrainFactory grains)
{
    private (string Origin, IHostGrain Grain)? _last;

    public IHostGrain Of(CanonicalUrl url)
    {
        var origin = url.Origin;
        if (_last is not { } last || last.Origin != origin)
        {
            _last = last = (origin, grains.GetGrain<IHostGrain>(origin));
        }

        return last.Grain;
    }
}
