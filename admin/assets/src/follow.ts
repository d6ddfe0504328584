// A screen that is kept fresh: the server says when there is something new, and
// the part that follows is fetched again. Tabs in the background do not listen;
// they ask again when they are looked at.

// bindFollowing listens for the part of the page that follows, if there is one.
export function bindFollowing(): void {
  const part = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-follow]");
  let source: EventSource | undefined;
  const listen = (): void => {
    source?.close();
    const here = part();
    if (!here || document.hidden) return;
    source = new EventSource(`${here.dataset.follow ?? ""}?seen=${encodeURIComponent(here.dataset.state ?? "")}`);
    source.addEventListener("changed", () => part()?.dispatchEvent(new Event("changed")));
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
}
