// What goes between the screen and the server. Nothing waits for it: what somebody does
// with a unit is put into a queue, which outlives a lost connection and a closed tab.
import type { Block } from "../editor/blocks";
import { outlives, tabName } from "../editor/keeper";

// Edit is one thing that is done with one unit, as the server reads it.
export interface Edit {
  key: string;
  do: "write" | "omit" | "add" | "remove" | "pair" | "unpair" | "restore" | "accept" | "reopen";
  base?: number;
  words?: Block;
  source?: number;
  after?: string;
  with?: string;
  revision?: number;
}

// Desk is the screen as the post sees it.
export interface Desk {
  path: string;
  version: string;
  // writes says that the person may write here, and not only read.
  writes: boolean;
  // base is the revision in which a unit is seen.
  base(key: string): number;
  hashes(): Record<string, string>;
  seen(): Record<string, number>;
  // typed are the units that were typed into and not sent.
  typed(): Typed[];
  at(): string;
  // answered takes in what the server shows by now; done are the edits that it took,
  // conflicts those units that others have given other words.
  answered(answer: Answer, done: Edit[]): void;
  refused(edit: Edit, problem: string): void;
  checked(notes: Document): void;
  tell(state: "saved" | "saving" | "kept" | "offline" | ""): void;
  // still changes something around the text without the text moving.
  still(change: () => void): void;
}

// Answer is what the server shows by now.
export interface Answer {
  head: number;
  source: number;
  order: string[];
  page: Document;
}

// Typed is a unit that was typed into; one that only the translation has stands after
// another.
export interface Typed {
  base: number;
  block: Block;
  after?: string;
}

// Left is what this browser keeps of a tab.
export interface Left {
  at: number;
  queue: Edit[];
  typed: Typed[];
}

const most = 40; // edits that go together
const heaviest = 50_000; // characters of those
const pause = 700; // after the last key
const beat = 8000; // between signs of life
const again = 2000; // before another try
const answered = [200, 403, 409, 422]; // with what the server shows by now

export class Post {
  readonly tab = tabName();
  private queue: Edit[] = [];
  private left: Left | null; // by this tab, before anything is kept in its name anew
  private made = new Map<string, number>(); // the revision of the last edit of a unit
  private sending = false;
  private timer = 0;
  private retry = 0;
  private kept = "[]"; // the typed units that the server has
  private asked = false; // there was news while something was on its way
  private empty: (() => void)[] = [];
  private gone = false;

  constructor(private desk: Desk) {
    this.left = JSON.parse(localStorage.getItem(this.place + this.tab) ?? "null") as Left | null;
    this.queue.push(...(this.left?.queue ?? []));
    setInterval(() => void this.speak(), beat);
    addEventListener("online", () => void this.flush());
    addEventListener("pagehide", () => this.close());
    document.addEventListener("visibilitychange", () => document.hidden && void this.speak());
    document.addEventListener("leaving", (e) => (e as CustomEvent<Promise<unknown>[]>).detail.push(this.speak()));
    // Who holds the lock is there: what is kept of the others is left.
    void navigator.locks?.request(this.place + this.tab, () => new Promise(() => undefined));
  }

  private get place(): string { return `units:${this.desk.path}:`; }

  get busy(): boolean { return this.sending || this.queue.length > 0; }

  // push sends an edit as soon as it can be, with those that are pushed in the same breath.
  push(edit: Edit): void {
    this.queue.push(edit);
    this.keep();
    queueMicrotask(() => void this.flush());
  }

  // settled waits until everything is sent.
  settled(): Promise<void> {
    return this.busy ? new Promise((done) => this.empty.push(done)) : Promise.resolve();
  }

  // typed notes that something was typed. This browser keeps every key, the server what
  // there is at a pause.
  typed(): void {
    this.keep();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.speak(), pause);
  }

  // keep puts what the server does not have yet where a closed tab leaves it.
  private keep(): void {
    this.date();
    const left: Left = { at: Date.now(), queue: this.queue, typed: this.desk.typed() };
    const name = this.place + this.tab;
    try {
      if (left.queue.length + left.typed.length === 0) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(left));
    } catch {
      // There is no more room. The server is told all the same.
    }
  }

  // date notes in which revision the unit of an edit was seen, before an answer shows
  // another. What goes after an edit of the same unit is seen in what that makes, and who
  // takes an edit back means that one and not what others have made of it.
  private date(): void {
    const begun = new Set<string>();
    for (const edit of this.queue) {
      const made = edit.do === "restore" ? this.made.get(edit.key) : undefined;
      if (!begun.has(edit.key)) edit.base ??= made ?? this.desk.base(edit.key);
      begun.add(edit.key);
      if (edit.with) begun.add(edit.with);
    }
  }

  // takeLeft returns what this tab has left. What was not sent goes on by itself.
  takeLeft(): Left | null { return this.left; }

  // takeLost takes over what tabs that are no more have left, by their names. restore
  // shows it before it is kept in the name of this tab.
  async takeLost(restore: (tab: string, left: Left) => void): Promise<void> {
    const held = (await navigator.locks?.query())?.held?.map((lock) => lock.name);
    for (const name of Object.keys(localStorage).filter((n) => n.startsWith(this.place) && n !== this.place + this.tab)) {
      const left = JSON.parse(localStorage.getItem(name) ?? "{}") as Left;
      if (held ? held.includes(name) : Date.now() - left.at < 3 * beat) continue;
      this.queue.push(...left.queue);
      restore(name.slice(this.place.length), left);
      this.keep();
      localStorage.removeItem(name);
    }
    void this.flush();
  }

  private body(more: object): URLSearchParams {
    return new URLSearchParams({ units: JSON.stringify({ tab: this.tab, at: this.desk.at(), hashes: this.desk.hashes(), seen: this.desk.seen(), ...more }) });
  }

  private async ask(path: string, body: URLSearchParams, keepalive = false): Promise<Response | null> {
    const answer = await fetch(path, { method: "POST", body, keepalive, headers: { "HX-Request": "true" } }).catch(() => null);
    this.tell(answer ? answer.status : 0);
    return answer;
  }

  // tell says what is wrong where the server cannot be reached (0), does not know the
  // person any more or fails.
  private tell(status: number): void {
    const trouble = document.getElementById("trouble")!;
    const { offline, loggedOut, failed } = trouble.dataset;
    const text = status === 0 ? offline : status === 401 ? loggedOut : answered.includes(status) ? "" : failed;
    if (trouble.textContent !== (text ?? "") || trouble.hidden === Boolean(text)) {
      this.desk.still(() => {
        trouble.textContent = text ?? "";
        trouble.hidden = !text;
      });
    }
    if (status === 0) this.desk.tell("offline");
  }

  // next takes from the queue what may go together: one edit of the words of a unit, and no
  // more than the server reads at once.
  private next(): Edit[] {
    const batch: Edit[] = [];
    let weight = 0;
    for (const edit of this.queue) {
      weight += JSON.stringify(edit).length;
      if (batch.length === most || (batch.length > 0 && weight > heaviest) || (edit.do !== "reopen" && batch.some((e) => e.key === edit.key))) break;
      batch.push({ ...edit, base: edit.base ?? this.desk.base(edit.key) });
    }
    return batch;
  }

  async flush(): Promise<void> {
    if (this.sending || this.queue.length === 0) return;
    this.sending = true;
    clearTimeout(this.retry);
    this.desk.tell("saving");
    let batch = this.next();
    let { typed, base } = this.typedNow();
    let answer = await this.ask(this.desk.path, this.body({ edits: batch, typed, base }));
    if (answer?.status === 422 && batch.length > 1) { // which of them is it?
      batch = batch.slice(0, 1);
      ({ typed, base } = this.typedNow());
      answer = await this.ask(this.desk.path, this.body({ edits: batch, typed, base }));
    }
    await this.took(batch, JSON.stringify(typed), answer);
  }

  // typedNow is what is typed and not sent, and the oldest revision beneath it.
  private typedNow(): { typed: Block[]; base: number } {
    const all = this.desk.typed();
    return { typed: all.map((t) => t.block), base: all.length > 0 ? Math.min(...all.map((t) => t.base)) : 0 };
  }

  // took takes in the answer to a batch that was sent with what was typed then.
  private async took(batch: Edit[], typed: string, answer: Response | null): Promise<void> {
    if (!answer || !answered.includes(answer.status)) {
      this.sending = false;
      this.retry = window.setTimeout(() => void this.flush(), again);
      return;
    }
    const text = await answer.text().catch(() => null);
    this.sending = false; // not before all of it is here: what is sent meanwhile would be sent twice
    if (text === null) {
      this.retry = window.setTimeout(() => void this.flush(), again);
      return;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const { head = "", problem = "", conflicts = "" } = page.querySelector<HTMLElement>("[data-head]")?.dataset ?? {};
    const against = batch.filter((e) => conflicts.split(" ").includes(e.key));
    const stopped = answer.ok ? [] : against.length > 0 ? against : batch;
    this.queue.splice(0, batch.length, ...(answer.ok ? [] : batch.filter((e) => !stopped.includes(e))));
    if (answer.ok) {
      this.kept = typed;
      for (const { key } of batch) this.made.set(key, Number(head));
    }
    for (const edit of stopped) this.desk.refused(edit, against.length > 0 ? "" : problem);
    // What goes on with a unit says how it ends.
    this.take(page, answer.ok ? batch.filter((e) => !this.queue.some((q) => q.key === e.key)) : []);
    this.keep();
    if (this.queue.length > 0) {
      void this.flush();
      return;
    }
    this.desk.tell(stopped.length > 0 ? "" : "saved");
    for (const done of this.empty.splice(0)) done();
    document.dispatchEvent(new Event("kept"));
    if (this.asked) void this.refresh();
  }

  private take(page: Document, done: Edit[]): void {
    const root = page.querySelector<HTMLElement>("[data-head]");
    if (!root) return;
    const { head, source, order } = root.dataset;
    this.desk.answered({ head: Number(head), source: Number(source), order: JSON.parse(order ?? "[]") as string[], page }, done);
  }

  // refresh asks for what looks otherwise by now.
  async refresh(): Promise<void> {
    this.asked = this.busy;
    if (this.asked) return;
    this.sending = true;
    const answer = await this.ask(`${this.desk.path}/units`, this.body({}));
    const text = answer?.ok ? await answer.text().catch(() => "") : "";
    this.sending = false;
    if (text) this.take(new DOMParser().parseFromString(text, "text/html"), []);
    if (this.queue.length === 0) for (const done of this.empty.splice(0)) done();
    void this.flush();
  }

  // speak tells the server what was typed where it changed, and in any case that somebody
  // is here.
  async speak(): Promise<void> {
    if (this.gone || !this.desk.writes) return;
    const { typed, base } = this.typedNow();
    const text = JSON.stringify(typed);
    const keep = text !== this.kept;
    const body = this.body({ typed, base, keep, hashes: {}, seen: {} });
    const answer = await this.ask(`${this.desk.path}/typed`, body, outlives(body));
    if (!answer?.ok) {
      if (!answer) this.typedLater();
      return;
    }
    if (keep) {
      this.kept = text;
      this.desk.tell("kept");
      document.dispatchEvent(new Event("kept"));
    }
    this.desk.checked(new DOMParser().parseFromString(await answer.text(), "text/html"));
    void this.flush();
  }

  private typedLater(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.speak(), again);
  }

  private close(): void {
    this.keep();
    void this.speak();
    this.gone = true;
    navigator.sendBeacon(`${this.desk.version}/leave`, new URLSearchParams({ tab: this.tab }));
  }

  // listen hears from the server that there is something new.
  listen(state: string): void {
    let source: EventSource | undefined;
    let seen = state;
    const open = (): void => {
      source?.close();
      if (document.hidden) return;
      source = new EventSource(`${this.desk.path}/events?seen=${encodeURIComponent(seen)}`);
      source.addEventListener("changed", (event) => {
        seen = (event as MessageEvent<string>).data;
        void this.refresh();
      });
    };
    document.addEventListener("visibilitychange", open);
    addEventListener("pagehide", () => source?.close());
    open();
  }
}
