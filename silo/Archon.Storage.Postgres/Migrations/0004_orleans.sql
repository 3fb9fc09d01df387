-- Orleans' own memory in the same database: who is in the cluster, reminders, and grain state. Orleans' ADO.NET providers bring no SQL:
-- they read the text of each statement from OrleansQuery by key, and give and take values by name. Which keys, parameters and columns they
-- expect is their contract; tables and statements are ours. tests/Archon.Cluster.Tests/Orleans drives the providers against them.

CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- Membership. Every change of a silo's row raises the table's version, and is refused when the version is not the one the silo has read: so
-- silos see one sequence of memberships. I-am-alive times are not part of it.
CREATE TABLE orleans_membership_version (
    DeploymentId text PRIMARY KEY,
    Version      integer NOT NULL DEFAULT 0
);

CREATE TABLE orleans_membership (
    DeploymentId text        NOT NULL,
    Address      text        NOT NULL,
    Port         integer     NOT NULL,
    Generation   integer     NOT NULL,
    SiloName     text        NOT NULL,
    HostName     text        NOT NULL,
    Status       integer     NOT NULL,
    ProxyPort    integer     NOT NULL,
    SuspectTimes text,
    StartTime    timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
-- True when this call made the row.
('InsertMembershipVersionKey', $q$
    WITH made AS (
        INSERT INTO orleans_membership_version (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM made
$q$),
-- True when the version was the expected one and the silo had no row. Whoever comes second waits for the version's row and finds
-- it changed.
('InsertMembershipKey', $q$
    WITH raised AS (
        UPDATE orleans_membership_version SET Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version
          AND NOT EXISTS (SELECT 1 FROM orleans_membership m WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address
                              AND m.Port = @Port AND m.Generation = @Generation)
        RETURNING 1),
    made AS (
        INSERT INTO orleans_membership
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
        RETURNING 1)
    SELECT count(*) > 0 FROM made
$q$),
('UpdateMembershipKey', $q$
    WITH raised AS (
        UPDATE orleans_membership_version SET Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version
          AND EXISTS (SELECT 1 FROM orleans_membership m WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address
                          AND m.Port = @Port AND m.Generation = @Generation)
        RETURNING 1),
    changed AS (
        UPDATE orleans_membership SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
        FROM raised
        WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed
$q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE orleans_membership SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$q$),
-- One row with the version alone when the silo is unknown.
('MembershipReadRowKey', $q$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes,
           m.StartTime, m.IAmAliveTime, v.Version
    FROM orleans_membership_version v
         LEFT JOIN orleans_membership m ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port
             AND m.Generation = @Generation
    WHERE v.DeploymentId = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes,
           m.StartTime, m.IAmAliveTime, v.Version
    FROM orleans_membership_version v LEFT JOIN orleans_membership m ON m.DeploymentId = v.DeploymentId
    WHERE v.DeploymentId = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
    SELECT Address, ProxyPort, Generation FROM orleans_membership
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$q$),
-- 3 is active: who still is, whatever its last sign, is for the cluster to judge.
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM orleans_membership WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$q$),
('DeleteMembershipTableEntriesKey', $q$
    WITH gone AS (DELETE FROM orleans_membership WHERE DeploymentId = @DeploymentId)
    DELETE FROM orleans_membership_version WHERE DeploymentId = @DeploymentId
$q$);

CREATE TABLE orleans_reminder (
    ServiceId    text        NOT NULL,
    GrainId      text        NOT NULL,
    ReminderName text        NOT NULL,
    StartTime    timestamptz NOT NULL,
    Period       bigint      NOT NULL,
    GrainHash    integer     NOT NULL,
    Version      integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)
);
-- Each silo reads the range of hashes it is in charge of.
CREATE INDEX orleans_reminder_by_hash ON orleans_reminder (ServiceId, GrainHash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $q$
    INSERT INTO orleans_reminder AS r (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
    ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE
    SET StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = r.Version + 1
    RETURNING Version
$q$),
('ReadReminderRowsKey', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans_reminder
    WHERE ServiceId = @ServiceId AND GrainId = @GrainId
$q$),
('ReadReminderRowKey', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans_reminder
    WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
$q$),
-- A range of the ring: after its beginning, its end included.
('ReadRangeRows1Key', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans_reminder
    WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
$q$),
-- A range across the ring's seam, or the whole ring.
('ReadRangeRows2Key', $q$
    SELECT GrainId, ReminderName, StartTime, Period, Version FROM orleans_reminder
    WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
$q$),
('DeleteReminderRowKey', $q$
    WITH gone AS (
        DELETE FROM orleans_reminder
        WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version
        RETURNING 1)
    SELECT count(*) > 0 FROM gone
$q$),
('DeleteReminderRowsKey', $q$
    DELETE FROM orleans_reminder WHERE ServiceId = @ServiceId
$q$);

-- Grain state. Orleans parts a grain's key into two numbers and a text; hashes of them come as parameters too and are not needed.
CREATE TABLE orleans_grain_state (
    ServiceId     text    NOT NULL,
    GrainType     text    NOT NULL,
    IdN0          bigint  NOT NULL,
    IdN1          bigint  NOT NULL,
    IdText        text    NOT NULL,
    Version       integer NOT NULL,
    PayloadBinary bytea,
    PRIMARY KEY (IdN0, IdN1, IdText, GrainType, ServiceId)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $q$
    SELECT PayloadBinary, Version FROM orleans_grain_state
    WHERE IdN0 = @GrainIdN0 AND IdN1 = @GrainIdN1 AND IdText = coalesce(@GrainIdExtensionString, '')
      AND GrainType = @GrainTypeString AND ServiceId = @ServiceId
$q$),
-- No row when the version is not the expected one: the provider takes that for a conflict. Without a version it is the first write.
('WriteToStorageKey', $q$
    WITH changed AS (
        UPDATE orleans_grain_state SET PayloadBinary = @PayloadBinary, Version = Version + 1
        WHERE IdN0 = @GrainIdN0 AND IdN1 = @GrainIdN1 AND IdText = coalesce(@GrainIdExtensionString, '')
          AND GrainType = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion
        RETURNING Version),
    made AS (
        INSERT INTO orleans_grain_state (ServiceId, GrainType, IdN0, IdN1, IdText, Version, PayloadBinary)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING Version)
    SELECT Version AS NewGrainStateVersion FROM changed UNION ALL SELECT Version FROM made
$q$),
('ClearStorageKey', $q$
    UPDATE orleans_grain_state SET PayloadBinary = NULL, Version = Version + 1
    WHERE IdN0 = @GrainIdN0 AND IdN1 = @GrainIdN1 AND IdText = coalesce(@GrainIdExtensionString, '')
      AND GrainType = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion
$q$),
('DeleteStorageKey', $q$
    DELETE FROM orleans_grain_state
    WHERE IdN0 = @GrainIdN0 AND IdN1 = @GrainIdN1 AND IdText = coalesce(@GrainIdExtensionString, '')
      AND GrainType = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion
$q$);
