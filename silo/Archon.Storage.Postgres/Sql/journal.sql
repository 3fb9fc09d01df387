-- name: append-journal
-- $1 crawl's number, $2 sequences, $3 ticks, $4 bodies, numbered without a gap after the crawl's last.
INSERT INTO journal (crawl_no, sequence, is_tick, body)
SELECT $1, entry.* FROM unnest($2::bigint[], $3::boolean[], $4::text[]) AS entry (sequence, is_tick, body);

-- name: set-last-sequence
UPDATE crawl SET last_sequence = $2 WHERE no = $1;

-- name: prune-old-ticks
-- While a crawl runs for days, only its newest ticks stay. The lower bound makes the cost that of what was appended.
DELETE FROM journal WHERE crawl_no = $1 AND sequence > $2 AND sequence <= $3 AND is_tick;

-- name: prune-ticks
-- After the end nobody replays the ticks; what people read (stages, log, end) stays.
DELETE FROM journal WHERE crawl_no = $1 AND is_tick;

-- name: read-journal
SELECT journal.sequence, journal.is_tick, journal.body
FROM crawl JOIN journal ON journal.crawl_no = crawl.no
WHERE crawl.id = $1 AND NOT crawl.deleted AND journal.sequence > $2
ORDER BY journal.sequence LIMIT $3;
