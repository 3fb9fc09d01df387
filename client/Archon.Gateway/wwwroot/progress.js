// One crawl's events, across reloads, lost connections and gateway restarts.

/**
 * Calls on.event for each event above `after`, in order, and on.connection with "live", "reconnecting" or "gone".
 * Returns what stops it.
 */
export function watch(crawlId, after, on) {
  let last = after;
  let source = null;
  let timer = 0;
  let stopped = false;

  function connect() {
    const opened = source = new EventSource(`/api/crawls/${encodeURIComponent(crawlId)}/events?after=${last}`);
    opened.addEventListener("open", () => on.connection("live"));
    opened.addEventListener("crawl_progress", message => {
      const progress = JSON.parse(message.data);
      if (progress.sequence <= last) {
        return;
      }
      last = progress.sequence;
      const ended = ["complete", "error", "cancelled"].includes(progress.status);
      if (ended) {
        stop();
      }
      on.event(progress);
    });
    opened.addEventListener("error", () => {
      if (stopped) {
        return;
      }
      on.connection("reconnecting");
      // The browser reconnects by itself, with Last-Event-ID, after a broken connection; after an answer it cannot use it gives up.
      if (opened.readyState === EventSource.CLOSED) {
        timer = window.setTimeout(again, 1500);
      }
    });
  }

  async function again() {
    let answer = null;
    try {
      answer = await fetch(`/api/crawls/${encodeURIComponent(crawlId)}`);
    } catch {
      // Still away.
    }
    if (stopped) {
      return;
    }
    if (answer?.status === 404) {
      on.connection("gone");
      return;
    }
    connect();
  }

  function stop() {
    stopped = true;
    window.clearTimeout(timer);
    source?.close();
  }

  connect();
  return stop;
}
