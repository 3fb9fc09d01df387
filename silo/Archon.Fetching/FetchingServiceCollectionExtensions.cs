using Archon.Fetching.Dialing;
using Archon.Fetching.Documents;
using Archon.Fetching.Exchanges;
using Archon.Fetching.Rendering;
using Archon.Fetching.WarmUp;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Fetching;

/// <summary>Adds the fetcher and the renderer to a host.</summary>
public static class FetchingServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IPageFetcher"/> and <see cref="IPageRenderer"/> with everything they need; wrong options stop the host. The caller binds
    /// <see cref="FetchOptions.Section"/> and <see cref="BrowserOptions.Section"/>, adds logging, and may register its own <see cref="TimeProvider"/> before.
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
        services.TryAddSingleton<IUploadReader, UploadReader>();
        services.AddOptions<BrowserOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BrowserOptions>, BrowserOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BrowserOptions>, BrowserPlaceValidator>());
        services.TryAddSingleton<ProxyExits>();
        services.TryAddSingleton<BrowserPool>();
        services.TryAddSingleton<IPageRenderer, BrowserRenderer>();
        return services;
    }

    /// <summary>Loads and compiles what the first request needs while the host starts.</summary>
    public static IServiceCollection AddFetchWarmUp(this IServiceCollection services) => services.AddHostedService<FetchWarmUp>();
}
