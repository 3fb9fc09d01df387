// One crawl's events, across reloads, lost connections and gateway restarts.

import { isEnded } from "./dom.js";

/**
 * Calls on.event for each event above `after`, in order, and on.connection with "live", "reconnecting" or "gone". Ends after the
 * newest event when that is the end of the crawl; an end in the middle, before a retry, is an event like others.
 * Returns what stops it.
 */
export function watch(crawlId, after, on) {
  let last = after;
  let source = null;
  let timer = 0;
  let stopped = false;
  let ended = false;

  function connect() {
    const opened = source = new EventSource(`/api/crawls/${encodeURIComponent(crawlId)}/events?after=${last}`);
    opened.addEventListener("open", () => on.connection("live"));
    opened.addEventListener("crawl_progress", message => {
      const progress = JSON.parse(message.data);
      if (progress.sequence <= last) {
        return;
      }
      last = progress.sequence;
      ended = isEnded(progress.status);
      on.event(progress);
    });
    opened.addEventListener("error", () => {
      if (stopped) {
        return;
      }
      if (ended) {
        // The gateway closes after the end; a connection lost before a retry's events looks the same, so the crawl is asked.
        opened.close();
        again();
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
    if (ended) {
      const newest = answer?.ok ? (await answer.json()).lastSequence : null;
      if (stopped) {
        return;
      }
      if (newest === null) {
        timer = window.setTimeout(again, 1500);
        return;
      }
      if (newest <= last) {
        stop();
        return;
      }
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
