-- name: lock-schema
-- $1 the migrations' key: of nodes that start at once one names the cluster.
SELECT pg_advisory_xact_lock($1);

-- name: cluster-name
SELECT name FROM cluster;

-- name: name-cluster
INSERT INTO cluster (name) VALUES ($1) ON CONFLICT (one) DO UPDATE SET name = excluded.name;

-- name: live-silos
-- $1 cluster, $2 seconds: who is not known to be dead (6) and has given a sign of life since.
SELECT SiloName FROM orleans_membership
WHERE DeploymentId = $1 AND Status <> 6 AND SeenAt > clock_timestamp() - make_interval(secs => $2) ORDER BY SiloName;

-- name: secret-key
SELECT secret_key FROM cluster;

-- name: set-secret-key
UPDATE cluster SET secret_key = $1;
