// What is done with the unit where the person is: by its buttons, and by their keys.
import { newKey } from "../editor/blocks";
import { roving } from "../editor/toolbar";
import type { Beside } from "./beside";
import type { Dialogs } from "./dialogs";
import { indexFindings } from "./findings";
import type { Place } from "./place";
import type { Edit, Post } from "./post";
import { looks, same, type Unit, type Words } from "./unit";

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

export class Acts {
  private undos: Undo[] = [];
  private bar = document.getElementById("unit-acts");

  constructor(private place: Place, private post: Post, private beside: Beside, private dialogs: Dialogs | null, private say: (what: string) => void) {
    if (this.bar) roving(this.bar);
  }

  private get active(): Unit | null { return this.place.active; }

  // act does what a button is for.
  act(name: string): void {
    const ways: Record<string, () => void> = {
      confirm: () => this.confirm(), accept: () => this.accept(), reopen: () => this.reopen(), copy: () => this.copy(this.active?.original),
      "copy-beside": () => this.copy(this.beside.block(this.active?.key ?? "")), diff: () => this.diff(), omit: () => this.omit(), add: () => this.add(),
      remove: () => this.remove(), pair: () => this.pair(), unpair: () => this.unpair(), undo: () => this.undo(), save: () => this.save(),
    };
    ways[name]?.();
  }

  // settled waits until everything that was typed is saved.
  async settled(): Promise<void> {
    this.save();
    await this.post.settled();
  }

  // refresh shows what there is by now of the second language, and the buttons.
  refresh(): void {
    this.beside.fill();
    this.offer();
  }

  // come brings the buttons to a unit.
  come(unit: Unit): void {
    if (this.bar) unit.element.querySelector(".unit-target")!.append(this.bar);
    this.offer();
  }

  // offer shows the buttons that do something here.
  offer(): void {
    const unit = this.active;
    if (!unit || !this.bar) return;
    const can: Record<string, boolean> = {
      confirm: true, undo: true, copy: Boolean(unit.original), "copy-beside": this.beside.has(unit.key), diff: Boolean(unit.element.querySelector(".unit-diff")),
      omit: Boolean(unit.original) && !unit.plain, add: !unit.fresh, remove: (unit.loose || unit.added) && !unit.fresh,
      pair: unit.loose || (unit.open && this.place.units.some((u) => u.loose)), unpair: Boolean(unit.saved && unit.original && !unit.plain),
      mend: Boolean(unit.element.querySelector("[data-mend]")), remark: !unit.fresh,
    };
    can.accept = Boolean(unit.words || unit.omitted) && !unit.loose && !unit.fresh;
    can["send-back"] = !unit.fresh && !unit.loose;
    can.reopen = ["accepted", "returned"].includes(unit.verdict);
    for (const button of this.bar.querySelectorAll<HTMLElement>("[data-act]")) button.hidden = !can[button.dataset.act ?? ""];
    this.bar.hidden = false;
    if (this.bar.contains(document.activeElement) && (document.activeElement as HTMLElement).hidden) this.place.pen?.focus();
  }

  // changed notes that a unit says something else.
  changed(unit: Unit): void {
    unit.element.classList.toggle("dirty", unit.dirty);
    if (!unit.dirty) unit.check(null);
    indexFindings(this.place.units);
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
    if (!unit || !this.place.pen) return this.place.jump(1);
    if (unit.theirs !== undefined) return void unit.element.querySelector<HTMLElement>("[data-take]")?.focus();
    let { words } = unit;
    if (!words && unit.original && !unit.plain && !unit.original.text && unit.original.url) words = { ...unit.original, key: unit.key };
    if (!words && !(unit.plain && unit.key === "summary" && !unit.original) && !unit.omitted) return this.say("text");
    const put = words && !same(words, unit.saved) ? { words } : {};
    if (unit.fresh || (unit.added && unit.dirty)) this.send(unit, { do: "add", after: this.before(unit), words: words! }, words);
    else if (unit.loose) this.send(unit, { do: "add", words: words! }, words);
    else if (!unit.added && (unit.dirty || unit.is("work"))) this.send(unit, { do: "write", source: unit.source, ...put }, words);
    unit.seen = 0;
    this.place.jump(1);
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
    this.place.jump(1, (u) => u.unread);
  }

  // reopen takes back what a reviewer said of the unit.
  private reopen(): void {
    if (this.active) this.post.push({ key: this.active.key, do: "reopen" });
  }

  // before is the key of the unit before one.
  before(unit: Unit): string {
    return this.place.units[this.place.units.indexOf(unit) - 1]?.key ?? "";
  }

  // save saves what was typed and confirms nothing.
  save(): void {
    for (const unit of this.place.units) {
      if (!unit.dirty || unit.theirs !== undefined) continue;
      if (unit.fresh) this.send(unit, { do: "add", after: this.before(unit), words: unit.words! }, unit.words);
      else this.send(unit, { do: "write", words: unit.words ?? { key: unit.key, kind: "paragraph", text: "" } }, unit.words);
    }
  }

  private copy(words: Words | undefined): void {
    if (!words) return this.say("nothing_to_copy");
    this.place.pen?.write(words);
    this.place.pen?.focus();
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
    this.place.pen?.follow(unit);
    if (!unit.omitted) this.place.jump(1);
  }

  private add(): void {
    const unit = this.active && this.place.begin(newKey(), this.active);
    if (unit) this.place.go(unit);
  }

  private remove(): void {
    const unit = this.active;
    if (!unit || !(unit.loose || unit.added)) return;
    this.send(unit, { do: "remove" }, null);
    this.place.jump(1);
  }

  private pair(): void {
    const unit = this.active;
    if (!unit || !this.dialogs) return;
    const others = this.place.units.filter((u) => (unit.loose ? u.open : u.loose));
    const choices = others.map((u) => ({ key: u.key, looks: looks(unit.loose ? u.original : u.saved) }));
    this.dialogs.pair(choices, (key) => {
      const other = this.place.find(key)!;
      const [from, to] = unit.loose ? [unit, other] : [other, unit];
      this.undos.push({
        edits: [{ key: to.key, do: "restore", revision: to.base }, { key: from.key, do: "restore", revision: from.base }], words: new Map(),
      });
      this.post.push({ key: from.key, do: "pair", with: to.key });
      this.place.go(to);
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
    if (this.active?.fresh && !this.active.words) return this.place.step(-1); // it goes with the person
    const back = this.undos.pop();
    if (!back) return this.say("nothing_to_undo");
    for (const edit of back.edits) {
      this.post.push(edit);
      const unit = this.place.find(edit.key);
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
    const unit = this.place.find(key);
    if (!unit) return false;
    if (was) {
      if (this.post.busy) unit.sent = was.saved;
      unit.words = was.words;
      this.place.pen?.follow(unit);
      this.changed(unit);
    }
    this.place.go(unit);
    return true;
  }
}
