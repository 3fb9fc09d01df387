using Archon.Embeddings;
using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Archon.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>The store behind every port of storage: one object of one of the adapters.</summary>
internal static class StoreSetup
{
    public static void AddSqliteStore(this IServiceCollection services, string dataDirectory)
    {
        services.AddOptions<SqliteOptions>().Configure<IOptions<SqliteSettings>>((options, settings) =>
        {
            options.Path = Path.Combine(dataDirectory, "archon.db");
            options.VectorMegabytes = settings.Value.VectorMegabytes;
        });
        services.AddStore<SqliteStore>();
    }

    public static void AddPostgresStore(this IServiceCollection services, IConfiguration archon)
    {
        services.AddPostgresOptions(archon);
        services.AddStore<PostgresStore>();

        // The store itself refuses a node with another model, unless its own setting lets it.
        services.PostConfigure<EmbeddingOptions>(options => options.ReplaceByBuiltIn = true);
    }

    public static void AddSqliteSettings(this IServiceCollection services, IConfiguration archon)
    {
        services.AddSingleton<IValidateOptions<SqliteSettings>, SqliteSettingsValidator>();
        services.AddOptions<SqliteSettings>().Bind(archon.GetSection("Sqlite")).ValidateOnStart();
    }

    public static void AddPostgresOptions(this IServiceCollection services, IConfiguration archon)
    {
        services.AddSingleton<IValidateOptions<PostgresOptions>, PostgresOptionsValidator>();
        services.AddSingleton<IValidateOptions<PostgresOptions>, ConnectionValidator>();
        services.AddOptions<PostgresOptions>().Bind(archon.GetSection("Postgres")).ValidateOnStart();
    }

    private static void AddStore<TStore>(this IServiceCollection services)
        where TStore : class, IArchonStore
    {
        services.AddSingleton<TStore>();
        services.AddSingleton<IArchonStore>(provider => provider.GetRequiredService<TStore>());
        services.AddSingleton<ICrawlStore>(provider => provider.GetRequiredService<TStore>());
        services.AddSingleton<IFrontierStore>(provider => provider.GetRequiredService<TStore>());
        services.AddSingleton<IEmbeddingBacklog>(provider => provider.GetRequiredService<TStore>());
        services.AddSingleton<ISearchIndex>(provider => provider.GetRequiredService<TStore>());
        services.AddSingleton<IHostStore>(provider => provider.GetRequiredService<TStore>());
    }
}
