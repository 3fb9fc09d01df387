-- What `archon doctor` asks. Nothing here changes anything, and but for the last two nothing needs the schema.

-- name: survey-server
SELECT current_setting('server_version'), current_setting('server_version_num')::integer,
       pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
       (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
       (SELECT default_version FROM pg_available_extensions WHERE name = 'vector'),
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
           OR coalesce((SELECT bool_or(trusted) FROM pg_available_extension_versions WHERE name = 'vector'), false)
              AND has_database_privilege(current_database(), 'CREATE'),
       to_regclass('schema_version') IS NOT NULL,
       current_setting('max_connections')::integer,
       (SELECT count(*)::integer FROM pg_stat_activity WHERE backend_type = 'client backend'),
       current_schema() IS NOT NULL;

-- name: survey-clock
SELECT clock_timestamp();

-- name: survey-schema
SELECT coalesce(max(version), 0) FROM schema_version;

-- name: survey-members
-- $1 cluster: who is active, or on the way.
SELECT SiloName, Address, Port, Status,
       extract(epoch FROM clock_timestamp() - SeenAt)::double precision,
       extract(epoch FROM IAmAliveTime - SeenAt)::double precision,
       ProxyPort <> 0
FROM orleans_membership WHERE DeploymentId = $1 AND Status IN (1, 2, 3) ORDER BY SiloName, Address, Port;
