using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Archon.Silo.Hosting;

/// <summary>How the state of grains is written down.</summary>
internal static class StateForm
{
    /// <summary>
    /// In Orleans' own form: no names of .NET types, and members by number. Its System.Text.Json form cannot read back what it writes of a stream's
    /// producers, so that after a silo's death nobody could subscribe any more; the default, Newtonsoft.Json, takes 30 ms of a node's start.
    /// </summary>
    public static void UseOrleansStateForm(this IServiceCollection services)
    {
        services.RemoveAll<IGrainStorageSerializer>();
        services.AddSingleton<IGrainStorageSerializer, OrleansGrainStorageSerializer>();
    }
}
