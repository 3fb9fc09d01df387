-- name: insert-journal
INSERT INTO journal (crawl_no, sequence, is_tick, body) VALUES (:crawl, :sequence, :tick, :body);

-- name: set-last-sequence
UPDATE crawl SET last_sequence = :sequence WHERE no = :no;

-- name: prune-old-ticks
-- While a crawl runs for days, only its newest ticks stay. The lower bound makes the cost that of what was appended.
DELETE FROM journal WHERE crawl_no = :no AND sequence > :from AND sequence <= :to AND is_tick = 1;

-- name: prune-ticks
-- After the end nobody replays the ticks; what people read (stages, log, end) stays.
DELETE FROM journal WHERE crawl_no = :no AND is_tick = 1;

-- name: read-journal
SELECT journal.sequence, journal.is_tick, journal.body
FROM crawl JOIN journal ON journal.crawl_no = crawl.no
WHERE crawl.id = :id AND crawl.deleted = 0 AND journal.sequence > :after
ORDER BY journal.sequence LIMIT :limit;
