// The translator's screen: the source and the translation side by side, unit by unit.
import type { Block } from "../editor/blocks";
import { bindLink } from "../editor/link";
import type { Marks } from "../editor/marks";
import { bindPage } from "../editor/page";
import { bindLetters, bindToolbar } from "../editor/toolbar";
import type { Labels } from "../editor/views";
import { Acts } from "./acts";
import { Answers } from "./answers";
import { Beside } from "./beside";
import { Dialogs } from "./dialogs";
import { Findings } from "./findings";
import { Kept, type Tab } from "./kept";
import { Pen } from "./pen";
import { Place } from "./place";
import { Post, type Answer, type Desk, type Edit, type Typed } from "./post";
import { bindRemarks } from "./remarks";
import type { Unit, Words } from "./unit";

interface Data {
  labels: Labels;
  marks: Marks;
  typed: Tab[];
}

export class Screen implements Desk {
  readonly path: string;
  readonly version: string;
  readonly writes: boolean;
  private place: Place;
  private post: Post;
  private acts: Acts;
  private answers: Answers;
  private findings: Findings | null = null;
  private saying = 0;
  private follow: (key: string) => void = () => undefined;

  constructor(root: HTMLElement, private data: Data) {
    const lang = root.dataset.lang ?? "";
    this.path = root.dataset.path ?? "";
    this.version = root.dataset.version ?? "";
    this.writes = "mayEdit" in root.dataset;
    const dialogs = this.writes ? new Dialogs() : null;
    this.place = new Place(root, { enter: (unit) => this.enter(unit), say: (what) => this.say(what) });
    this.post = new Post(this);
    const beside = new Beside(this.path, lang, this.place.list);
    this.acts = new Acts(this.place, this.post, beside, dialogs, (what) => this.say(what));
    this.answers = new Answers(root, data.labels, this.place, this.acts, (what, about) => this.say(what, about));
    if (dialogs) this.write(lang, dialogs);
    this.bind();
    this.answers.showPeople();
    if (this.writes) new Kept(this.version, this.place, this.acts, this.post).restore(data.typed);
    this.post.listen(root.dataset.state ?? "");
    this.place.open();
  }

  // write gives who may write a pen, and what goes with it.
  private write(lang: string, dialogs: Dialogs): void {
    const { place, acts } = this;
    const pen = new Pen(this.data.labels, this.data.marks, lang, {
      confirm: () => acts.act("confirm"), next: () => place.step(1), leave: () => place.active?.element.focus(), typed: (unit) => acts.changed(unit),
    });
    place.pen = pen;
    this.findings = new Findings({
      version: this.version, go: (unit) => place.go(unit, false), settled: () => acts.settled(), refresh: () => this.post.refresh(),
      note: (unit, problem) => this.answers.note(unit, problem),
    }, pen, dialogs);
    const link = document.querySelector<HTMLDialogElement>("#link");
    const toolbar = document.getElementById("toolbar");
    if (toolbar) bindToolbar(pen.editor, toolbar, link ? bindLink(pen.editor, link, () => this.nextLink()) : () => undefined);
    const letters = document.getElementById("letters");
    if (letters) bindLetters(pen.editor, letters, []);
  }

  private bind(): void {
    const { place } = this;
    place.list.addEventListener("focusin", (event) => {
      const element = (event.target as HTMLElement).closest<HTMLElement>("[data-unit]");
      const unit = element && place.find(element.dataset.unit ?? "");
      if (!unit) return;
      place.enter(unit);
      if ((event.target as HTMLElement).classList.contains("unit-words")) place.pen?.focus();
    });
    place.list.addEventListener("keydown", (event) => {
      if (event.target instanceof HTMLTextAreaElement && event.key === "Escape") this.unremark(event.target);
      const row = event.target as HTMLElement;
      if (!row.matches("[data-unit]")) return;
      const steps: Record<string, () => void> = { ArrowDown: () => place.step(1, false), ArrowUp: () => place.step(-1, false), Enter: () => place.pen?.focus() };
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
  }

  // nextLink is the first link of the original that the translation does not have.
  private nextLink(): string {
    const links = (words: Words): string[] => [...(words?.text ?? "").matchAll(/href="([^"]*)"/g)].map((m) => m[1]!.replaceAll("&amp;", "&"));
    const mine = links(this.place.active?.words ?? null);
    return links(this.place.active?.original ?? null).find((href) => !mine.includes(href)) ?? "";
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const act = target.closest<HTMLElement>("[data-act]")?.dataset.act;
    if (act) this.act(act);
    const filter = target.closest<HTMLElement>("[data-filter]")?.dataset.filter;
    if (filter) this.place.show(filter);
    const to = target.closest<HTMLElement>("[data-to]");
    const unit = to && this.place.find(to.dataset.to ?? "");
    if (unit) {
      event.preventDefault();
      this.place.go(unit);
    }
    const finding = target.closest<HTMLElement>("[data-mend], [data-say]");
    if (finding) this.finding(finding);
    const side = target.closest<HTMLElement>("[data-take]")?.dataset.take;
    if (side) this.answers.settle(target, side === "theirs");
  }

  private act(name: string): void {
    const { place } = this;
    const ways: Record<string, () => void> = {
      next: () => place.step(1), previous: () => place.step(-1), "next-work": () => place.jump(1), "previous-work": () => place.jump(-1),
      mend: () => this.mend(), remark: () => this.remark(), "send-back": () => this.remark(true),
    };
    if (ways[name]) ways[name]();
    else this.acts.act(name);
  }

  // enter brings to a unit what goes with the person.
  private enter(unit: Unit): void {
    if (!this.writes) unit.form();
    this.acts.come(unit);
    this.follow(unit.key);
  }

  // --- findings ---

  private mend(): void {
    const button = this.place.active?.element.querySelector<HTMLElement>("[data-mend]");
    if (button) this.finding(button);
  }

  private finding(button: HTMLElement): void {
    const unit = this.place.find(button.closest<HTMLElement>("[data-unit]")!.dataset.unit ?? "");
    if (unit) this.findings?.use(unit, button);
    this.acts.offer();
  }

  // --- comments ---

  // remark opens the field of a comment: one that says something, or sends the unit back.
  private remark(back = false): void {
    const form = this.place.active?.form();
    if (!form) return;
    form.classList.add("open");
    for (const button of form.querySelectorAll("button")) button.classList.toggle("btn-primary", button.matches("[data-say-back]") === back);
    form.querySelector("textarea")!.focus();
  }

  // unremark leads from the field of a comment back to the text.
  private unremark(field: HTMLTextAreaElement): void {
    if (!field.value) field.form?.classList.remove("open");
    if (this.place.active) this.place.go(this.place.active, false);
  }

  // sendBack says of which texts a unit is sent back, once they are saved.
  private async sendBack(form: HTMLFormElement): Promise<void> {
    const value = (name: string): HTMLInputElement => form.querySelector<HTMLInputElement>(`[name=${name}]`)!;
    const unit = this.place.find(value("key").value);
    await this.acts.settled();
    if (!unit) return;
    value("revision").value = String(unit.base);
    value("source").value = String(unit.source);
  }

  // spoke shows what was said. Who has said something of a paragraph goes on writing, who
  // has sent it back goes on to the next.
  private async spoke(key: string, said: boolean, back: boolean): Promise<void> {
    const unit = this.place.find(key);
    if (said) unit?.form()?.classList.remove("open");
    if (unit && said) this.place.go(unit, false);
    await this.post.refresh();
    if (back) this.place.jump(1, (u) => u.unread);
  }

  // What acts on the saved version waits until everything is saved.
  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-saved]")) return;
    const seen = form.querySelector<HTMLInputElement>("[name=revision]");
    if (seen) seen.value = String(this.place.head);
    if (!this.post.busy && !this.place.units.some((u) => u.dirty)) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.contested()) return;
    const value = (f: HTMLFormElement, name: string): string => f.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
    void this.acts.settled().then(() => {
      if (this.contested()) return;
      // An answer may have put a fresh form in its place.
      const fresh = [...document.querySelectorAll<HTMLFormElement>("form[data-saved]")];
      const now = form.isConnected ? form : fresh.find((f) => f.action === form.action && value(f, "to") === value(form, "to"));
      const revision = now?.querySelector<HTMLInputElement>("[name=revision]");
      if (revision) revision.value = String(this.place.head);
      now?.submit();
    });
  }

  // contested leads to a unit that others gave other words than are on the screen: which
  // of them the version has comes before what is done with it.
  private contested(): boolean {
    const unit = this.place.units.find((u) => u.theirs !== undefined);
    if (unit) this.place.go(unit);
    unit?.element.querySelector<HTMLElement>("[data-take]")?.focus();
    return Boolean(unit);
  }

  // --- what the post asks and tells ---

  base(key: string): number { return this.place.find(key)?.base ?? this.place.head; }

  hashes(): Record<string, string> {
    return Object.fromEntries(this.place.units.filter((u) => !u.fresh).map((u) => [u.key, u.hash]));
  }

  seen(): Record<string, number> {
    return Object.fromEntries(this.place.units.filter((u) => u.seen > 0 && (u.dirty || u === this.place.active)).map((u) => [u.key, u.seen]));
  }

  typed(): Typed[] {
    return this.place.units.filter((u) => u.dirty && (!u.fresh || u.words)).map((u) => ({ base: u.base, block: this.kept(u), after: u.fresh ? this.acts.before(u) : undefined }));
  }

  // kept is a unit as it is kept against a crash.
  private kept(unit: Unit): Block {
    const block = unit.words ?? { key: unit.key, kind: unit.saved?.kind ?? "paragraph", text: "" };
    return unit.fresh ? { ...block, mark: "added" } : block;
  }

  at(): string { return this.place.active?.key ?? ""; }

  answered(answer: Answer, done: Edit[]): void { this.answers.take(answer, done); }

  refused(edit: Edit, problem: string): void { this.answers.refused(edit, problem); }

  checked(notes: Document): void { this.answers.checked(notes); }

  tell(state: string): void {
    this.still(() => (document.getElementById("kept-state")!.textContent = this.data.labels[state] ?? ""));
  }

  still(change: () => void): void { this.place.still(change); }

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
}
