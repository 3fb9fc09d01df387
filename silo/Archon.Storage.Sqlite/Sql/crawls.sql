-- name: find-crawl
-- By the id people know. The column order is what CrawlRow reads. The newest entry comes along by one lookup, so that what is shown
-- of a crawl and what was told of it are the same.
SELECT no, id, source_id, settings, scope_url, status, epoch, last_sequence,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, coalesce(embedded_at_end, chunks_embedded), code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed,
       created_at, started_at, ended_at, error,
       (SELECT body FROM journal WHERE journal.crawl_no = crawl.no AND sequence = last_sequence),
       discovery
FROM crawl WHERE id = :id AND deleted = 0;

-- name: list-crawls
-- Newest first; the pair (created_at, no) is the cursor, so equal times lose no crawl.
SELECT no, id, source_id, settings, scope_url, status, epoch, last_sequence,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, coalesce(embedded_at_end, chunks_embedded), code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed,
       created_at, started_at, ended_at, error,
       (SELECT body FROM journal WHERE journal.crawl_no = crawl.no AND sequence = last_sequence),
       discovery
FROM crawl WHERE (created_at, no) < (:created_at, :no) AND deleted = 0
ORDER BY created_at DESC, no DESC LIMIT :limit;

-- name: list-crawls-by-status
-- As above on (status, created_at, no): a status filter must not walk every crawl.
SELECT no, id, source_id, settings, scope_url, status, epoch, last_sequence,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, coalesce(embedded_at_end, chunks_embedded), code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed,
       created_at, started_at, ended_at, error,
       (SELECT body FROM journal WHERE journal.crawl_no = crawl.no AND sequence = last_sequence),
       discovery
FROM crawl WHERE status = :status AND (created_at, no) < (:created_at, :no) AND deleted = 0
ORDER BY created_at DESC, no DESC LIMIT :limit;

-- name: list-running-crawls
-- Walks the partial index of crawls that have not ended; 7 is paused.
SELECT id FROM crawl WHERE status < 100 AND status <> 7 ORDER BY created_at, no LIMIT :limit;

-- name: find-crawl-head
-- What every writer needs to know first: whose turn it is, and what the commit counts on from. An ended crawl's chunks are counted as if
-- it had not ended, for a retry goes on from there.
SELECT no, epoch, status, last_sequence, source_id, seed_url, scope_url, page_cap,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, chunks_embedded, code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed, refreshes
FROM crawl WHERE id = :id AND deleted = 0;

-- name: crawl-id-taken
-- Ids are unique for ever, so a deleted crawl still answers here.
SELECT 1 FROM crawl WHERE id = :id;

-- name: live-crawl-of-source
-- Running or paused: statuses below 100.
SELECT id FROM crawl WHERE source_id = :source AND status < 100;

-- name: insert-crawl
INSERT INTO crawl (id, source_id, settings, seed_url, scope_url, status, page_cap, last_sequence, pages_discovered, created_at, refreshes)
VALUES (:id, :source, :settings, :seed, :seed, :status, :cap, :sequence, 1, :created_at, :refreshes)
RETURNING no;

-- name: open-epoch
-- started_at is stamped once: a crawl that is taken up again keeps its first start.
UPDATE crawl SET epoch = epoch + 1, started_at = coalesce(started_at, :now) WHERE no = :no;

-- name: set-crawl-status
UPDATE crawl SET status = :status WHERE no = :no;

-- name: update-crawl-counters
-- Absolute values: they were read in this transaction and there is one writer.
UPDATE crawl SET pages_discovered = :discovered, pages_done = :done, pages_failed = :failed, pages_skipped = :skipped,
                 links_refused = :refused, chunks_stored = :chunks, code_examples = :code, pages_added = :added, pages_changed = :changed,
                 pages_unchanged = :unchanged, pages_removed = :removed, scope_url = :scope
WHERE no = :no;

-- name: add-chunks-embedded
UPDATE crawl SET chunks_embedded = chunks_embedded + :count WHERE no = :no;
