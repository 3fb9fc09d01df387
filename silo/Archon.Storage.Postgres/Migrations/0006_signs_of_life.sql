-- When the database, by its own clock, took a silo's last sign of life. Beside the time that the silo itself gave, it tells how far the silo's clock
-- is from the database's: `archon doctor` shows it. Another silo that changes the row (it declares a death) leaves the sign as it was.

ALTER TABLE orleans_membership ADD COLUMN SeenAt timestamptz NOT NULL DEFAULT clock_timestamp();

UPDATE OrleansQuery SET QueryText = $q$
    WITH raised AS (
        UPDATE orleans_membership_version SET Version = Version + 1
        WHERE DeploymentId = @DeploymentId AND Version = @Version
          AND EXISTS (SELECT 1 FROM orleans_membership m WHERE m.DeploymentId = @DeploymentId AND m.Address = @Address
                          AND m.Port = @Port AND m.Generation = @Generation)
        RETURNING 1),
    changed AS (
        UPDATE orleans_membership SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime,
            SeenAt = CASE WHEN IAmAliveTime = @IAmAliveTime THEN SeenAt ELSE clock_timestamp() END
        FROM raised
        WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed
$q$ WHERE QueryKey = 'UpdateMembershipKey';

UPDATE OrleansQuery SET QueryText = $q$
    UPDATE orleans_membership SET IAmAliveTime = @IAmAliveTime, SeenAt = clock_timestamp()
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$q$ WHERE QueryKey = 'UpdateIAmAlivetimeKey';
