// The translator's screen: the source and the translation side by side, unit by unit.
import { newKey, type Block } from "../editor/blocks";
import { bindLink } from "../editor/link";
import type { Marks } from "../editor/marks";
import { bindPage } from "../editor/page";
import { bindLetters, bindToolbar, roving } from "../editor/toolbar";
import type { Labels } from "../editor/views";
import { Beside } from "./beside";
import { Dialogs } from "./dialogs";
import { Findings, indexFindings } from "./findings";
import { Pen } from "./pen";
import { Post, type Answer, type Desk, type Edit, type Left, type Typed } from "./post";
import { bindRemarks, renew } from "./remarks";
import { looks, same, Unit, type Words } from "./unit";

interface Data {
  labels: Labels;
  marks: Marks;
  typed: { tab: string; base: number; units: Block[] }[];
}

// Undo is a way back: edits to send, and what units said.
interface Undo {
  edits: Edit[];
  words: Map<string, Was>;
}

// Was is what was on the screen, and what the server had.
interface Was {
  words: Words;
  saved: Words;
}

export class Screen implements Desk {
  readonly path: string;
  readonly version: string;
  private units: Unit[];
  private active: Unit | null = null;
  private pen: Pen | null = null;
  private post: Post;
  private beside: Beside;
  private dialogs: Dialogs | null = null;
  private findings: Findings | null = null;
  private undos: Undo[] = [];
  private filter = "all";
  private saying = 0;
  private follow: (key: string) => void = () => undefined;
  private list: HTMLElement;
  private acts: HTMLElement | null;

  constructor(private root: HTMLElement, private data: Data) {
    this.path = root.dataset.path ?? "";
    this.version = root.dataset.version ?? "";
    this.list = document.getElementById("units")!;
    this.acts = document.getElementById("unit-acts");
    this.units = [...this.list.querySelectorAll<HTMLElement>("[data-unit]")].map((e) => new Unit(e));
    if ("mayEdit" in root.dataset) {
      this.pen = new Pen(data.labels, data.marks, root.dataset.lang ?? "", {
        confirm: () => this.confirm(), next: () => this.step(1), leave: () => this.active?.element.focus(), typed: (unit) => this.changed(unit),
      });
    }
    this.post = new Post(this);
    this.beside = new Beside(this.path, root.dataset.lang ?? "", this.list);
    this.bind();
    this.showPeople();
    if (this.pen) this.restore();
    this.post.listen(root.dataset.state ?? "");
    this.open();
  }

  // open goes where an address leads, where the person was, or to the first unit that
  // waits.
  private open(): void {
    const asked = /^#unit-(.+)$/.exec(location.hash)?.[1];
    const was = sessionStorage.getItem(`at:${this.path}`);
    const unit = this.find(asked ?? "") ?? this.find(was ?? "") ?? this.units.find((u) => this.waits(u)) ?? this.units[0];
    const said = location.hash === "#remarks" ? document.getElementById("remarks") : null;
    if (unit) this.go(unit, !said && Boolean(asked ?? was));
    said?.focus();
  }

  get writes(): boolean { return this.pen !== null; }

  // waits says whether the person is to do something with a unit: in a review, judge it.
  private waits(unit: Unit): boolean { return unit.waits || ("reviewing" in this.root.dataset && unit.unread); }

  private find(key: string): Unit | undefined {
    return this.units.find((u) => u.key === key);
  }

  private bind(): void {
    this.list.addEventListener("focusin", (event) => {
      const element = (event.target as HTMLElement).closest<HTMLElement>("[data-unit]");
      const unit = element && this.find(element.dataset.unit ?? "");
      if (!unit) return;
      this.enter(unit);
      if ((event.target as HTMLElement).classList.contains("unit-words")) this.pen?.focus();
    });
    this.list.addEventListener("keydown", (event) => {
      if (event.target instanceof HTMLTextAreaElement && event.key === "Escape") this.unremark(event.target);
      const row = event.target as HTMLElement;
      if (!row.matches("[data-unit]")) return;
      const steps: Record<string, () => void> = { ArrowDown: () => this.step(1, false), ArrowUp: () => this.step(-1, false), Enter: () => this.pen?.focus() };
      const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps[event.key];
      if (!step) return;
      event.preventDefault();
      step();
    });
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.submitted(event), true);
    bindRemarks((key, said, back) => this.spoke(key, said, back), (form) => this.sendBack(form));
    document.addEventListener("mousedown", (event) => {
      if ((event.target as HTMLElement).closest("[data-act]")) event.preventDefault(); // the caret stays
    });
    const page = document.getElementById("page");
    const see = document.getElementById("see-page");
    if (page && see) this.follow = bindPage(page, see, this.post.tab, async () => void await this.post.speak());
    if (!this.pen) return;
    this.dialogs = new Dialogs();
    if (this.acts) roving(this.acts);
    this.findings = new Findings({
      version: this.version, go: (unit) => this.go(unit, false), settled: () => this.settled(), refresh: () => this.post.refresh(),
      note: (unit, problem) => this.note(unit, problem),
    }, this.pen, this.dialogs);
    const link = document.querySelector<HTMLDialogElement>("#link");
    const toolbar = document.getElementById("toolbar");
    if (toolbar) bindToolbar(this.pen.editor, toolbar, link ? bindLink(this.pen.editor, link, () => this.nextLink()) : () => undefined);
    const letters = document.getElementById("letters");
    if (letters) bindLetters(this.pen.editor, letters, []);
  }

  // nextLink is the first link of the original that the translation does not have.
  private nextLink(): string {
    const links = (words: Words): string[] => [...(words?.text ?? "").matchAll(/href="([^"]*)"/g)].map((m) => m[1]!.replaceAll("&amp;", "&"));
    const mine = links(this.active?.words ?? null);
    return links(this.active?.original ?? null).find((href) => !mine.includes(href)) ?? "";
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const act = target.closest<HTMLElement>("[data-act]")?.dataset.act;
    if (act) this.act(act);
    const filter = target.closest<HTMLElement>("[data-filter]")?.dataset.filter;
    if (filter) this.show(filter);
    const to = target.closest<HTMLElement>("[data-to]");
    const unit = to && this.find(to.dataset.to ?? "");
    if (unit) {
      event.preventDefault();
      this.go(unit);
    }
    const finding = target.closest<HTMLElement>("[data-mend], [data-say]");
    if (finding) this.finding(finding);
    const side = target.closest<HTMLElement>("[data-take]")?.dataset.take;
    if (side) this.settle(target, side === "theirs");
  }

  private act(name: string): void {
    const ways: Record<string, () => void> = {
      confirm: () => this.confirm(), copy: () => this.copy(this.active?.original), "copy-beside": () => this.copy(this.beside.block(this.at())), diff: () => this.diff(), omit: () => this.omit(),
      add: () => this.add(), remove: () => this.remove(), pair: () => this.pair(), unpair: () => this.unpair(), mend: () => this.mend(), remark: () => this.remark(), accept: () => this.accept(), reopen: () => this.reopen(), "send-back": () => this.remark(true), undo: () => this.undo(),
      next: () => this.step(1), previous: () => this.step(-1), "next-work": () => this.jump(1), "previous-work": () => this.jump(-1), save: () => this.save(),
    };
    ways[name]?.();
  }

  // --- where the person is ---

  private enter(unit: Unit): void {
    if (this.active === unit) return;
    const before = this.active;
    this.steady(unit.element, () => {
      before?.element.classList.remove("active");
      this.active = unit;
      unit.element.classList.add("active");
      this.pen?.take(unit);
      if (!this.pen) unit.form();
      if (this.acts) unit.element.querySelector(".unit-target")!.append(this.acts);
      if (before) this.left(before);
      this.offer();
    });
    unit.seen ||= unit.source;
    sessionStorage.setItem(`at:${this.path}`, unit.key);
    this.follow(unit.key);
  }

  // left tidies up behind the person.
  private left(unit: Unit): void {
    if (!unit.dirty) unit.seen = 0;
    if (unit.fresh && !unit.words) {
      unit.element.remove();
      this.units = this.units.filter((u) => u !== unit);
    }
    unit.element.hidden = !this.shows(unit);
  }

  private go(unit: Unit, scroll = true): void {
    this.enter(unit);
    unit.element.hidden = false;
    if (this.pen) this.pen.focus(); // with the caret in its place before the next key
    else unit.element.focus({ preventScroll: true });
    if (scroll) inSight(unit.element);
  }

  private step(by: number, text = true): void {
    const shown = this.units.filter((u) => u === this.active || !u.element.hidden);
    const unit = shown[(this.active ? shown.indexOf(this.active) : -1) + by];
    if (!unit) {
      this.say("at_end");
      return;
    }
    this.go(unit);
    if (!text) unit.element.focus({ preventScroll: true });
  }

  // jump goes to the next unit that waits for something.
  private jump(by: number, waits = (unit: Unit): boolean => this.waits(unit)): void {
    const from = this.active ? this.units.indexOf(this.active) : -1;
    const count = this.units.length;
    for (let i = 1; i <= count; i++) {
      const unit = this.units[(from + by * i + count * 2) % count]!;
      if (!waits(unit) || unit === this.active) continue;
      this.go(unit);
      return;
    }
    this.say("nothing_left");
  }

  private shows(unit: Unit): boolean {
    return this.filter === "all" || unit.is(this.filter) || unit === this.active;
  }

  private show(filter: string): void {
    this.filter = filter;
    this.pressFilter();
    this.steady(this.active?.element ?? this.list, () => {
      for (const unit of this.units) unit.element.hidden = !this.shows(unit);
    });
  }

  private pressFilter(): void {
    const buttons = [...document.querySelectorAll<HTMLElement>("[data-filter]")];
    if (!buttons.some((b) => b.dataset.filter === this.filter)) this.filter = "all";
    for (const b of buttons) b.ariaPressed = String(b.dataset.filter === this.filter);
  }

  // steady changes the page without the element moving in the window.
  private steady(element: HTMLElement, change: () => void): void {
    const before = element.getBoundingClientRect().top;
    change();
    const moved = element.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 1) scrollBy(0, moved);
  }

  // offer shows the buttons that do something here.
  private offer(): void {
    const unit = this.active;
    if (!unit || !this.acts) return;
    const can: Record<string, boolean> = {
      confirm: true, undo: true, copy: Boolean(unit.original), "copy-beside": this.beside.has(unit.key), diff: Boolean(unit.element.querySelector(".unit-diff")),
      omit: Boolean(unit.original) && !unit.plain, add: !unit.fresh, remove: (unit.loose || unit.added) && !unit.fresh,
      pair: unit.loose || (unit.open && this.units.some((u) => u.loose)), unpair: Boolean(unit.saved && unit.original && !unit.plain),
      mend: Boolean(unit.element.querySelector("[data-mend]")), remark: !unit.fresh,
    };
    can.accept = Boolean(unit.words || unit.omitted) && !unit.loose && !unit.fresh;
    can["send-back"] = !unit.fresh && !unit.loose;
    can.reopen = ["accepted", "returned"].includes(unit.verdict);
    for (const button of this.acts.querySelectorAll<HTMLElement>("[data-act]")) button.hidden = !can[button.dataset.act ?? ""];
    this.acts.hidden = false;
    if (this.acts.contains(document.activeElement) && (document.activeElement as HTMLElement).hidden) this.pen?.focus();
  }

  // --- what is done with a unit ---

  private changed(unit: Unit): void {
    unit.element.classList.toggle("dirty", unit.dirty);
    if (!unit.dirty) unit.check(null);
    indexFindings(this.units);
    this.post.typed();
  }

  // send does something with a unit, with a way back.
  private send(unit: Unit, edit: Omit<Edit, "key">, words?: Words): void {
    const back: Undo = { edits: [{ key: unit.key, do: "restore", revision: unit.base }], words: new Map([[unit.key, { words: unit.words, saved: unit.saved }]]) };
    this.undos.push(back);
    if (words !== undefined) unit.sent = words;
    unit.theirs = undefined;
    unit.element.querySelector(".unit-meanwhile")?.replaceChildren();
    unit.element.dataset.pending = "";
    unit.element.classList.toggle("dirty", unit.dirty);
    this.post.push({ key: unit.key, ...edit });
  }

  private confirm(): void {
    const unit = this.active;
    if (!unit || !this.pen) return this.jump(1);
    if (unit.theirs !== undefined) return void unit.element.querySelector<HTMLElement>("[data-take]")?.focus();
    let { words } = unit;
    if (!words && unit.original && !unit.plain && !unit.original.text && unit.original.url) words = { ...unit.original, key: unit.key };
    if (!words && !(unit.plain && unit.key === "summary" && !unit.original) && !unit.omitted) return this.say("text");
    const put = words && !same(words, unit.saved) ? { words } : {};
    if (unit.fresh) this.send(unit, { do: "add", after: this.before(unit), words: words! }, words);
    else if (unit.added) unit.dirty && this.send(unit, { do: "write", ...put }, words);
    else if (unit.loose) this.send(unit, { do: "add", words: words! }, words);
    else if (unit.dirty || unit.is("work")) this.send(unit, { do: "write", source: unit.source, ...put }, words);
    unit.seen = 0;
    this.jump(1);
  }

  // accept says as a reviewer that the unit is right.
  private accept(): void {
    const unit = this.active;
    if (!unit || unit.loose || unit.fresh) return;
    if (unit.theirs !== undefined) return void unit.element.querySelector<HTMLElement>("[data-take]")?.focus();
    const { words } = unit;
    if (!words && !unit.omitted) return this.say("text");
    if (unit.verdict !== "accepted" || unit.dirty) {
      this.send(unit, { do: "accept", source: unit.source, ...(words && unit.dirty ? { words } : {}) }, words);
      this.undos.at(-1)!.edits.push({ key: unit.key, do: "reopen" });
    }
    unit.seen = 0;
    this.jump(1, (u) => u.unread);
  }

  // reopen takes back what a reviewer said of the unit.
  private reopen(): void {
    if (this.active) this.post.push({ key: this.active.key, do: "reopen" });
  }

  private before(unit: Unit): string {
    return this.units[this.units.indexOf(unit) - 1]?.key ?? "";
  }

  // save saves what was typed and confirms nothing.
  private save(): void {
    for (const unit of this.units) {
      if (!unit.dirty || unit.theirs !== undefined) continue;
      if (unit.fresh) this.send(unit, { do: "add", after: this.before(unit), words: unit.words! }, unit.words);
      else this.send(unit, { do: "write", words: unit.words ?? { key: unit.key, kind: "paragraph", text: "" } }, unit.words);
    }
  }

  private copy(words: Words | undefined): void {
    if (!words) return this.say("nothing_to_copy");
    this.pen?.write(words);
    this.pen?.focus();
    this.say("copied");
  }

  private diff(): void {
    const unit = this.active?.element;
    const now = unit?.querySelector<HTMLElement>(".unit-now");
    const diff = unit?.querySelector<HTMLElement>(".unit-diff");
    if (!now || !diff) return;
    now.hidden = !now.hidden;
    diff.hidden = !diff.hidden;
  }

  private omit(): void {
    const unit = this.active;
    if (!unit?.original || unit.plain) return;
    if (unit.omitted) this.send(unit, { do: "remove" }, null);
    else this.send(unit, { do: "omit", source: unit.source }, null);
    unit.words = null;
    this.pen?.follow(unit);
    if (!unit.omitted) this.jump(1);
  }

  private add(): void {
    const unit = this.active && this.begin(newKey(), this.active);
    if (unit) this.go(unit);
  }

  // begin puts a unit that only the translation has behind another.
  private begin(key: string, after: Unit): Unit | undefined {
    const blank = document.querySelector<HTMLTemplateElement>("#unit-new");
    if (!blank) return undefined;
    const element = (blank.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    element.id = `unit-${key}`;
    element.dataset.unit = key;
    for (const e of element.querySelectorAll("[id]")) e.id = e.id.replace(/-new$/, `-${key}`);
    for (const e of [element, ...element.querySelectorAll("[aria-labelledby]")]) e.setAttribute("aria-labelledby", `name-${key} state-${key}`);
    after.element.after(element);
    const unit = new Unit(element);
    unit.fresh = true;
    unit.base = after.base;
    this.units.splice(this.units.indexOf(after) + 1, 0, unit);
    return unit;
  }

  private remove(): void {
    const unit = this.active;
    if (!unit || !(unit.loose || unit.added)) return;
    this.send(unit, { do: "remove" }, null);
    this.jump(1);
  }

  private pair(): void {
    const unit = this.active;
    if (!unit || !this.dialogs) return;
    const others = this.units.filter((u) => (unit.loose ? u.open : u.loose));
    const choices = others.map((u) => ({ key: u.key, looks: looks(unit.loose ? u.original : u.saved) }));
    this.dialogs.pair(choices, (key) => {
      const other = this.find(key)!;
      const [from, to] = unit.loose ? [unit, other] : [other, unit];
      this.undos.push({
        edits: [{ key: to.key, do: "restore", revision: to.base }, { key: from.key, do: "restore", revision: from.base }], words: new Map(),
      });
      this.post.push({ key: from.key, do: "pair", with: to.key });
      this.go(to);
    });
  }

  private unpair(): void {
    const unit = this.active;
    if (!unit?.saved || !unit.original || unit.plain) return;
    const fresh = newKey();
    this.undos.push({
      edits: [{ key: fresh, do: "remove" }, { key: unit.key, do: "restore", revision: unit.base }], words: new Map(),
    });
    this.post.push({ key: unit.key, do: "unpair", with: fresh });
  }

  private undo(): void {
    if (this.active?.fresh && !this.active.words) return this.step(-1); // it goes with the person
    const back = this.undos.pop();
    if (!back) return this.say("nothing_to_undo");
    for (const edit of back.edits) {
      this.post.push(edit);
      const unit = this.find(edit.key);
      if (unit) unit.sent = undefined;
    }
    this.say("undone");
    const [[key, was] = [back.edits[0]!.key, undefined]] = back.words;
    if (was && this.putBack(key, was)) return;
    void this.post.settled().then(() => this.putBack(key, was));
  }

  // putBack shows the words that were on the screen. What the server had before them is
  // on its way.
  private putBack(key: string, was?: Was): boolean {
    const unit = this.find(key);
    if (!unit) return false;
    if (was) {
      if (this.post.busy) unit.sent = was.saved;
      unit.words = was.words;
      this.pen?.follow(unit);
      this.changed(unit);
    }
    this.go(unit);
    return true;
  }

  // --- findings ---

  private mend(): void {
    const button = this.active?.element.querySelector<HTMLElement>("[data-mend]");
    if (button) this.finding(button);
  }

  private finding(button: HTMLElement): void {
    const unit = this.find(button.closest<HTMLElement>("[data-unit]")!.dataset.unit ?? "");
    if (unit) this.findings?.use(unit, button);
    this.offer();
  }

  private async settled(): Promise<void> {
    this.save();
    await this.post.settled();
  }

  // --- comments ---

  // remark opens the field of a comment: one that says something, or sends the unit back.
  private remark(back = false): void {
    const form = this.active?.form();
    if (!form) return;
    form.classList.add("open");
    for (const button of form.querySelectorAll("button")) button.classList.toggle("btn-primary", button.matches("[data-say-back]") === back);
    form.querySelector("textarea")!.focus();
  }

  // unremark leads from the field of a comment back to the text.
  private unremark(field: HTMLTextAreaElement): void {
    if (!field.value) field.form?.classList.remove("open");
    if (this.active) this.go(this.active, false);
  }

  // sendBack says of which texts a unit is sent back, once they are saved.
  private async sendBack(form: HTMLFormElement): Promise<void> {
    const value = (name: string): HTMLInputElement => form.querySelector<HTMLInputElement>(`[name=${name}]`)!;
    const unit = this.find(value("key").value);
    await this.settled();
    if (!unit) return;
    value("revision").value = String(unit.base);
    value("source").value = String(unit.source);
  }

  // spoke shows what was said. Who has said something of a paragraph goes on writing, who
  // has sent it back goes on to the next.
  private async spoke(key: string, said: boolean, back: boolean): Promise<void> {
    const unit = this.find(key);
    if (unit && said) this.go(unit, false);
    await this.post.refresh();
    if (back) this.jump(1, (u) => u.unread);
  }

  // What acts on the saved version waits until everything is saved.
  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-saved]")) return;
    const seen = form.querySelector<HTMLInputElement>("[name=revision]");
    if (seen) seen.value = this.root.dataset.head ?? "";
    if (!this.post.busy && !this.units.some((u) => u.dirty)) return;
    event.preventDefault();
    event.stopPropagation();
    const value = (f: HTMLFormElement, name: string): string => f.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
    void this.settled().then(() => {
      // An answer may have put a fresh form in its place.
      const fresh = [...document.querySelectorAll<HTMLFormElement>("form[data-saved]")];
      const now = form.isConnected ? form : fresh.find((f) => f.action === form.action && value(f, "to") === value(form, "to"));
      const revision = now?.querySelector<HTMLInputElement>("[name=revision]");
      if (revision) revision.value = this.root.dataset.head ?? "";
      now?.submit();
    });
  }

  // --- what the post asks and tells ---

  base(key: string): number { return this.find(key)?.base ?? Number(this.root.dataset.head); }

  hashes(): Record<string, string> {
    return Object.fromEntries(this.units.filter((u) => !u.fresh).map((u) => [u.key, u.hash]));
  }

  seen(): Record<string, number> {
    return Object.fromEntries(this.units.filter((u) => u.seen > 0 && (u.dirty || u === this.active)).map((u) => [u.key, u.seen]));
  }

  typed(): Typed[] {
    return this.units.filter((u) => u.dirty && (!u.fresh || u.words)).map((u) => ({ base: u.base, block: this.kept(u), after: u.fresh ? this.before(u) : undefined }));
  }

  // kept is a unit as it is kept against a crash.
  private kept(unit: Unit): Block {
    const block = unit.words ?? { key: unit.key, kind: unit.saved?.kind ?? "paragraph", text: "" };
    return unit.fresh ? { ...block, mark: "added" } : block;
  }

  at(): string { return this.active?.key ?? ""; }

  answered(answer: Answer, done: Edit[]): void {
    const { page } = answer;
    const within = this.list.contains(document.activeElement);
    this.steady(this.active?.element ?? this.list, () => {
      this.renewStatus(page);
      this.arrange(answer, done);
      this.contest(page);
      indexFindings(this.units);
      this.pressFilter();
      for (const unit of this.units) unit.element.hidden = !this.shows(unit);
    });
    this.root.dataset.head = String(answer.head);
    this.root.dataset.source = String(answer.source);
    this.still(() => {
      this.showPeople();
      this.beside.fill();
      this.offer();
    });
    // The button with the focus may be gone.
    if (within && this.active && !this.list.contains(document.activeElement)) this.go(this.active, false);
  }

  // renewStatus shows what stands around the units. The elements stay: what is new in
  // them is read aloud, and nothing else.
  private renewStatus(page: Document): void {
    for (const id of ["state", "people", "progress", "filters", "findings", "version"]) {
      const now = document.getElementById(id);
      const fresh = page.getElementById(id);
      if (!now || !fresh || now.isEqualNode(fresh) || now.contains(document.activeElement)) continue;
      now.replaceChildren(...fresh.childNodes);
      if (fresh.dataset.at) now.dataset.at = fresh.dataset.at;
    }
    const said = page.getElementById("said");
    if (said) renew(document.getElementById("said")!, said);
  }

  // contest shows what others had saved before words were brought back.
  private contest(page: Document): void {
    const keys = page.querySelector<HTMLElement>("[data-conflicts]")?.dataset.conflicts ?? "";
    for (const unit of keys.split(" ").map((key) => this.find(key))) {
      if (unit?.dirty && unit.theirs === undefined) this.meanwhile(unit, unit.saved, this.data.labels.earlier ?? "");
    }
  }

  // arrange takes in the units that look otherwise, those that are new and those that are
  // gone.
  private arrange(answer: Answer, done: Edit[]): void {
    const diff = ".unit-diff:not([hidden])";
    const changed: Unit[] = [];
    for (const fresh of answer.page.querySelectorAll<HTMLElement>("[data-unit]")) {
      const unit = this.find(fresh.dataset.unit ?? "");
      if (unit && fresh.querySelector(diff) && !unit.element.querySelector(diff)) changed.push(unit);
      if (unit) this.renew(unit, fresh, answer, done);
      else this.units.push(new Unit(document.adoptNode(fresh)));
    }
    const names = changed.map((u) => u.name).join(", ");
    if (names) this.say("source_changed", changed.every((u) => u === this.active) ? "" : `${names}: `);
    for (const unit of this.units) {
      const took = done.some((e) => e.key === unit.key);
      if (took && unit.sent !== undefined) {
        unit.saved = unit.sent;
        unit.sent = undefined;
      }
      if (took) {
        unit.element.removeAttribute("data-pending");
        unit.fresh = unit.behind = false;
      }
      if (unit.theirs === undefined && !unit.behind) unit.base = answer.head;
      unit.source = answer.source;
      unit.element.classList.toggle("dirty", unit.dirty);
      if (!unit.dirty) unit.check(null);
    }
    this.order(answer.order);
  }

  private renew(unit: Unit, fresh: HTMLElement, answer: Answer, done: Edit[]): void {
    const theirs = unit.take(fresh);
    const own = done.some((e) => e.key === unit.key);
    if (!own && unit.sent !== undefined) { // it is on its way; whether it fits the server says
      unit.element.dataset.pending = "";
      return;
    }
    if (!own && unit.dirty && !same(theirs, unit.saved) && !same(theirs, unit.words)) {
      const name = answer.page.getElementById("saved-by")?.textContent ?? "";
      this.meanwhile(unit, theirs, (this.data.labels.meanwhile ?? "").replace("{name}", name));
      return;
    }
    const typedSince = own && unit.sent !== undefined && !same(unit.words, unit.sent);
    const shown = unit.words;
    const keep = typedSince || (unit.dirty && !own);
    unit.saved = theirs;
    unit.sent = undefined;
    if (keep) return;
    unit.words = theirs;
    if (!same(shown, theirs)) this.pen ? this.pen.follow(unit) : unit.show();
  }

  // order puts the units where they stand by now. What was begun here and not saved stays
  // behind what it stood behind.
  private order(keys: string[]): void {
    const known = new Set(keys);
    const behind = new Map<string, Unit[]>();
    let last = "";
    for (const unit of this.units) {
      if (known.has(unit.key)) last = unit.key;
      else if (unit.fresh || (unit.dirty && unit.words)) behind.set(last, [...(behind.get(last) ?? []), unit]);
      else unit.element.remove();
    }
    const sorted = [...(behind.get("") ?? [])];
    for (const key of keys) {
      const unit = this.find(key);
      if (unit) sorted.push(unit, ...(behind.get(key) ?? []));
    }
    const lost = this.active && !sorted.includes(this.active) ? this.units.indexOf(this.active) : -1;
    this.units = sorted;
    let at: Element | null = this.list.querySelector(".units-head");
    for (const { element } of sorted) {
      if (at && at.nextElementSibling !== element) at.after(element);
      at = element;
    }
    const near = sorted[Math.min(Math.max(lost - 1, 0), sorted.length - 1)];
    if (lost >= 0 && near) this.go(near);
  }

  // meanwhile shows what somebody else has saved of a unit that is being typed into.
  private meanwhile(unit: Unit, theirs: Words, why: string): void {
    unit.theirs = theirs;
    const box = document.querySelector<HTMLTemplateElement>("template#meanwhile")!.content.cloneNode(true) as DocumentFragment;
    box.querySelector("p")!.textContent = why;
    const text = box.querySelector(".theirs")!;
    if (theirs) text.append(...looks(theirs));
    else text.textContent = this.data.labels.gone ?? "";
    unit.element.querySelector(".unit-meanwhile")!.replaceChildren(box);
  }

  // settle ends a conflict: with their words, or with mine, to be confirmed anew.
  private settle(button: HTMLElement, takeTheirs: boolean): void {
    const unit = this.find(button.closest<HTMLElement>("[data-unit]")!.dataset.unit ?? "");
    if (!unit || unit.theirs === undefined) return;
    unit.saved = unit.theirs;
    unit.theirs = undefined;
    unit.sent = undefined;
    unit.behind = false;
    unit.base = Number(this.root.dataset.head);
    if (takeTheirs) {
      unit.words = unit.saved;
      this.pen?.follow(unit);
    }
    unit.element.querySelector(".unit-meanwhile")!.replaceChildren();
    this.changed(unit);
    this.go(unit, false);
  }

  refused(edit: Edit, problem: string): void {
    const unit = this.find(edit.key);
    if (!unit) return;
    unit.sent = undefined;
    unit.element.removeAttribute("data-pending");
    if (problem) this.note(unit, problem); // otherwise the answer shows what stands against it
  }

  // note says beside a unit why something was refused, until nothing is.
  private note(unit: Unit, problem: string): void {
    if (!problem) {
      unit.element.querySelector(".unit-meanwhile > .problem")?.remove();
      return;
    }
    const note = document.createElement("p");
    note.className = "problem";
    note.setAttribute("role", "alert");
    note.textContent = problem;
    unit.element.querySelector(".unit-meanwhile")!.replaceChildren(note);
  }

  checked(notes: Document): void {
    this.steady(this.active?.element ?? this.list, () => {
      for (const fresh of notes.querySelectorAll<HTMLElement>("[data-unit]")) {
        const unit = this.find(fresh.dataset.unit ?? "");
        if (unit?.dirty) unit.check(fresh);
      }
    });
    this.offer();
  }

  tell(state: string): void {
    this.still(() => (document.getElementById("kept-state")!.textContent = this.data.labels[state] ?? ""));
  }

  still(change: () => void): void { this.steady(this.active?.element ?? this.list, change); }

  // say tells what happened, for some seconds. The same said twice is read aloud twice.
  private say(what: string, about = ""): void {
    const place = document.getElementById("say")!;
    place.textContent = "";
    clearTimeout(this.saying);
    this.saying = window.setTimeout(() => {
      place.textContent = about + (this.data.labels[what] ?? "");
      this.saying = window.setTimeout(() => (place.textContent = ""), 6000);
    }, 50);
  }

  // showPeople marks the units that others are at.
  private showPeople(): void {
    const at = JSON.parse(document.getElementById("people")?.dataset.at ?? "{}") as Record<string, string[]>;
    for (const unit of this.units) {
      const text = (at[unit.key] ?? []).map((name) => (this.data.labels.here ?? "").replace("{name}", name)).join(" ");
      const place = unit.element.querySelector(".unit-people")!;
      if (place.textContent !== text) place.textContent = text;
    }
  }

  // --- what was typed before ---

  private restore(): void {
    const own = this.data.typed.find((t) => t.tab === this.post.tab);
    for (const block of own?.units ?? []) this.put({ base: own!.base, block });
    const left = this.post.takeLeft();
    if (left) this.resume(left);
    void this.post.takeLost((tab, lost) => {
      this.resume(lost);
      document.querySelector(`.offer[data-tab="${tab}"]`)?.remove();
      void fetch(`${this.version}/discard`, { method: "POST", redirect: "manual", body: new URLSearchParams({ tab, back: "translate" }) }).catch(() => null);
    });
    for (const offer of document.querySelectorAll<HTMLElement>("[data-tab]")) {
      const kept = this.data.typed.find((t) => t.tab === offer.dataset.tab);
      if (!kept || kept === own) continue;
      offer.hidden = false;
      offer.querySelector("[data-restore]")?.addEventListener("click", () => {
        for (const block of kept.units) this.put({ base: kept.base, block });
        offer.remove();
      });
    }
  }

  // resume goes on with what was done and never sent, and with what was typed.
  private resume(left: Left): void {
    for (const edit of left.queue) {
      const unit = this.find(edit.key);
      if (!unit) continue;
      unit.element.dataset.pending = "";
      if (!edit.words && edit.do !== "omit") continue;
      unit.words = unit.sent = edit.words ?? null;
      this.pen?.follow(unit);
    }
    for (const typed of left.typed) this.put(typed);
  }

  // put brings typed words back, behind the last unit where nothing else says what they
  // are of. Where somebody has saved others since, the server asks.
  private put({ base, block, after = "" }: Typed): void {
    let unit = this.find(block.key);
    if (!unit && block.mark === "added") unit = this.begin(block.key, this.find(after) ?? this.units.at(-1)!);
    if (!unit) return;
    unit.words = block.text || block.url ? block : null;
    unit.behind = unit.dirty && base !== unit.base;
    if (unit.behind) unit.base = base;
    this.pen?.follow(unit);
    this.changed(unit);
  }
}

// inSight scrolls no further than it has to for the element to be seen, below the bar.
function inSight(element: HTMLElement): void {
  const { top, bottom } = element.getBoundingClientRect();
  const bar = document.querySelector<HTMLElement>(".translate-bar")!;
  const sticks = parseFloat(getComputedStyle(bar).top); // not a number where it does not
  const above = 8 + (sticks ? sticks + bar.offsetHeight : 80);
  if (top < above) scrollBy(0, top - above);
  else if (bottom > innerHeight - 16) scrollBy(0, Math.min(bottom - innerHeight + 16, top - above));
}
