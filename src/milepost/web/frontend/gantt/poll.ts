/** Asks at intervals while the page is visible, and at once when it becomes visible again. */

export function pollWhileVisible(ask: () => void, everyMilliseconds: number): () => void {
  const askIfVisible = (): void => {
    if (document.visibilityState === "visible") ask();
  };
  const timer = setInterval(askIfVisible, everyMilliseconds);
  document.addEventListener("visibilitychange", askIfVisible);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", askIfVisible);
  };
}
