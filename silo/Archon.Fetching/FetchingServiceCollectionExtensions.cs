using Archon.Fetching.Dialing;
using Archon.Fetching.Exchanges;
using Archon.Fetching.WarmUp;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Fetching;

/// <summary>Adds the fetcher to a host.</summary>
public static class FetchingServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IPageFetcher"/> with everything it needs; wrong options stop the host. The caller binds
    /// <see cref="FetchOptions.Section"/>, adds logging, and may register its own <see cref="TimeProvider"/> before.
    /// </summary>
    public static IServiceCollection AddArchonFetching(this IServiceCollection services)
    {
        services.AddOptions<FetchOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FetchOptions>, FetchOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAddressResolver, DnsAddressResolver>();
        services.TryAddSingleton<IDialer, SocketDialer>();
        services.TryAddSingleton<CheckedDialer>();
        services.TryAddSingleton<FetchClients>();
        services.TryAddSingleton<IPageFetcher, HttpPageFetcher>();
        services.AddHostedService<FetchWarmUp>();
        return services;
    }
}
