// Nothing typed is lost: words are kept on the server every few seconds, and when
// the tab closes; a save goes out without leaving the page.
import type { Block } from "./blocks";

declare const htmx: {
  swap(target: Element, html: string, how: { swapStyle: string; swapDelay: number; settleDelay: number }): void;
};

const pause = 1500; // after the last key
const beat = 8000; // between signs of life

// Desk is the editor as the keeper sees it.
export interface Desk {
  form: HTMLFormElement;
  path: string;
  // words returns what is on the screen.
  words(): Words;
  // merge takes in what others have saved since sent was; false where that is
  // entangled with what was typed meanwhile.
  merge(saved: Words, sent: Words): boolean;
}

// Words are the fields of a version and its blocks.
export interface Words {
  fields: Record<string, string>;
  blocks: Block[];
}

// tabName names this browser tab over reloads. While the page is open the name is
// out of the store, so that a copy of the tab gets one of its own.
export function tabName(): string {
  const name = sessionStorage.getItem("tab") ?? crypto.randomUUID();
  sessionStorage.removeItem("tab");
  addEventListener("pagehide", () => sessionStorage.setItem("tab", name));
  return name;
}

// outlives says whether what is sent may outlive its page. A browser refuses to send more
// than 64 KiB so, and a Cyrillic letter takes six bytes.
export function outlives(body: URLSearchParams): boolean { return String(body).length < 60_000; }

export class Keeper {
  readonly tab = tabName();
  private kept: string; // the words that the server has
  private saved: string; // the words that a revision has
  private sent: Words | null = null;
  private timer = 0;
  private last = 0;
  private over = false; // the person has done with the words on the screen

  constructor(private desk: Desk) {
    this.kept = this.saved = JSON.stringify(desk.words());
    desk.form.querySelector<HTMLInputElement>("[name=tab]")!.value = this.tab;
    this.bind();
    setInterval(() => void this.speak(), beat);
    addEventListener("pagehide", () => this.close());
    document.addEventListener("visibilitychange", () => document.hidden && void this.speak(true));
    document.addEventListener("leaving", (e) => (e as CustomEvent<Promise<unknown>[]>).detail.push(this.speak(true)));
  }

  get base(): HTMLInputElement {
    return this.desk.form.querySelector<HTMLInputElement>("[name=base]")!;
  }

  private get left(): string {
    return `words:${this.desk.path}`;
  }

  // takeLeft returns what was on the screen when this tab left the page, once.
  takeLeft(): { base: string; words: Words } | null {
    const left = sessionStorage.getItem(this.left);
    sessionStorage.removeItem(this.left);
    return left ? (JSON.parse(left) as { base: string; words: Words }) : null;
  }

  get dirty(): boolean {
    return JSON.stringify(this.desk.words()) !== this.saved;
  }

  // typed notes that something has changed.
  typed(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.speak(true), pause);
    this.show();
  }

  // recovered takes words from an autosave as typed and not yet saved.
  recovered(): void {
    this.saved = "";
    this.typed();
  }

  private show(): void {
    document.body.dataset.unsaved = String(this.dirty);
  }

  private data(words: Words, keep: boolean): URLSearchParams {
    const data = new URLSearchParams(new FormData(this.desk.form) as unknown as Record<string, string>);
    data.set("blocks", JSON.stringify(words.blocks));
    if (keep) data.set("keep", "1");
    return data;
  }

  // speak tells the server what is on the screen where it changed, and in any case
  // now and then that somebody is here.
  async speak(now = false): Promise<void> {
    const words = this.desk.words();
    const text = JSON.stringify(words);
    const keep = text !== this.kept && text !== this.saved;
    if (!keep && !now && Date.now() - this.last < beat / 2) return;
    this.last = Date.now();
    const body = this.data(words, keep);
    const answer = await fetch(`${this.desk.path}/draft`, { method: "POST", body, keepalive: outlives(body) }).catch(() => null);
    this.tell(answer ? answer.status : 0);
    if (!answer?.ok) return;
    if (keep) {
      this.kept = text;
      document.dispatchEvent(new Event("kept"));
    }
    htmx.swap(document.body, await answer.text(), { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
  }

  private close(): void {
    if (!this.over) this.leave();
    navigator.sendBeacon(`${this.desk.path}/leave`, new URLSearchParams({ tab: this.tab }));
  }

  // What the server may not have yet when this page is loaded anew, the tab has.
  private leave(): void {
    const words = this.desk.words();
    const text = JSON.stringify(words);
    if (text !== this.kept && text !== this.saved) sessionStorage.setItem(this.left, JSON.stringify({ base: this.base.value, words }));
    void this.speak(true);
  }

  // tell says what is wrong where the server cannot be reached (0), does not know
  // the person any more or fails. What it refuses it says itself.
  private tell(status: number): void {
    const trouble = document.getElementById("trouble");
    if (!trouble) return;
    const { offline, loggedOut, failed } = trouble.dataset;
    const text = status === 0 ? offline : status === 401 ? loggedOut : status >= 500 ? failed : "";
    trouble.hidden = !text;
    trouble.textContent = text ?? "";
  }

  // save sends a revision; the promise is of whether it was taken.
  save(): Promise<boolean> {
    return new Promise((done) => {
      this.desk.form.addEventListener("htmx:afterRequest", (e) => done((e as CustomEvent<{ successful: boolean }>).detail.successful), { once: true });
      this.desk.form.requestSubmit();
    });
  }

  private bind(): void {
    const { form } = this.desk;
    form.addEventListener("htmx:configRequest", (event) => {
      const { detail } = event as CustomEvent<{ parameters: FormData }>;
      if (event.target !== form) return;
      this.sent = this.desk.words();
      detail.parameters.set("blocks", JSON.stringify(this.sent.blocks));
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target === form) this.tell((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status);
      document.querySelector<HTMLElement>("#conflict > section")?.focus();
    });
    document.body.addEventListener("saved", (event) => this.afterSave((event as CustomEvent<{ base: string }>).detail.base));
    // What acts on the saved revision waits until this one is saved.
    document.addEventListener("submit", (event) => {
      const other = event.target as HTMLFormElement;
      if (other.matches("[data-over]")) this.over = true;
      if (!other.matches("[data-saved]")) return;
      const revision = other.querySelector<HTMLInputElement>("[name=revision]");
      if (revision) revision.value = this.base.value;
      if (!this.dirty) return;
      event.preventDefault();
      event.stopPropagation();
      void this.save().then((taken) => {
        if (!taken) return;
        if (revision) revision.value = this.base.value;
        other.submit();
      });
    }, true);
  }

  private afterSave(base: string): void {
    const sent = this.sent ?? this.desk.words();
    this.saved = this.kept = JSON.stringify(sent);
    const merged = document.getElementById("merged")?.textContent;
    if (merged) {
      // Where it is entangled the base stays, and the next save merges again.
      if (!this.desk.merge(JSON.parse(merged) as Words, sent)) return;
      this.saved = this.kept = JSON.stringify(this.desk.words());
    }
    this.base.value = base;
    this.show();
    document.dispatchEvent(new Event("kept"));
  }
}
