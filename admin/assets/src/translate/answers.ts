// What the server shows by now is taken in without the text moving: what colleagues have
// saved, what became of the source, what was refused.
import type { Labels } from "../editor/views";
import type { Acts } from "./acts";
import { indexFindings } from "./findings";
import type { Place } from "./place";
import type { Answer, Edit } from "./post";
import { renew } from "./remarks";
import { looks, same, Unit, type Words } from "./unit";

export class Answers {
  constructor(
    private root: HTMLElement, private labels: Labels, private place: Place, private acts: Acts,
    private say: (what: string, about?: string) => void,
  ) {}

  // take takes in an answer; done are the edits that the server took.
  take(answer: Answer, done: Edit[]): void {
    const { page } = answer;
    const within = this.place.list.contains(document.activeElement);
    this.place.still(() => {
      this.renewStatus(page);
      this.arrange(answer, done);
      this.contest(page);
      indexFindings(this.place.units);
      this.place.sift();
    });
    this.root.dataset.head = String(answer.head);
    this.root.dataset.source = String(answer.source);
    this.place.still(() => {
      this.showPeople();
      this.acts.refresh();
    });
    // The button with the focus may be gone.
    if (within && this.place.active && !this.place.list.contains(document.activeElement)) this.place.go(this.place.active, false);
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
    for (const unit of keys.split(" ").map((key) => this.place.find(key))) {
      if (unit?.dirty && unit.theirs === undefined) this.meanwhile(unit, unit.saved, this.labels.earlier ?? "");
    }
  }

  // arrange takes in the units that look otherwise, those that are new and those that are
  // gone.
  private arrange(answer: Answer, done: Edit[]): void {
    const diff = ".unit-diff:not([hidden])";
    const changed: Unit[] = [];
    for (const fresh of answer.page.querySelectorAll<HTMLElement>("[data-unit]")) {
      const unit = this.place.find(fresh.dataset.unit ?? "");
      if (unit && fresh.querySelector(diff) && !unit.element.querySelector(diff)) changed.push(unit);
      if (unit) this.renew(unit, fresh, answer, done);
      else this.place.units.push(new Unit(document.adoptNode(fresh)));
    }
    const names = changed.map((u) => u.name).join(", ");
    if (names) this.say("source_changed", changed.every((u) => u === this.place.active) ? "" : `${names}: `);
    for (const unit of this.place.units) {
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
    this.place.order(answer.order);
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
      this.meanwhile(unit, theirs, name ? (this.labels.meanwhile ?? "").replace("{name}", name) : (this.labels.earlier ?? ""));
      return;
    }
    const typedSince = own && unit.sent !== undefined && !same(unit.words, unit.sent);
    const shown = unit.words;
    const keep = typedSince || (unit.dirty && !own);
    unit.saved = theirs;
    unit.sent = undefined;
    if (keep) return;
    unit.words = theirs;
    if (!same(shown, theirs)) this.place.pen ? this.place.pen.follow(unit) : unit.show();
  }

  // meanwhile shows what somebody else has saved of a unit that is being typed into.
  private meanwhile(unit: Unit, theirs: Words, why: string): void {
    unit.theirs = theirs;
    const box = document.querySelector<HTMLTemplateElement>("template#meanwhile")!.content.cloneNode(true) as DocumentFragment;
    box.querySelector("p")!.textContent = why;
    const text = box.querySelector(".theirs")!;
    if (theirs) text.append(...looks(theirs));
    else text.textContent = this.labels.gone ?? "";
    unit.element.querySelector(".unit-meanwhile")!.replaceChildren(box);
  }

  // settle ends a conflict: with their words, or with mine, to be confirmed anew.
  settle(button: HTMLElement, takeTheirs: boolean): void {
    const unit = this.place.find(button.closest<HTMLElement>("[data-unit]")!.dataset.unit ?? "");
    if (!unit || unit.theirs === undefined) return;
    unit.saved = unit.theirs;
    unit.theirs = undefined;
    unit.sent = undefined;
    unit.behind = false;
    unit.base = this.place.head;
    if (takeTheirs) {
      unit.words = unit.saved;
      this.place.pen?.follow(unit);
    }
    unit.element.querySelector(".unit-meanwhile")!.replaceChildren();
    this.acts.changed(unit);
    this.place.go(unit, false);
  }

  refused(edit: Edit, problem: string): void {
    const unit = this.place.find(edit.key);
    if (!unit) return;
    unit.sent = undefined;
    unit.element.removeAttribute("data-pending");
    if (problem) this.note(unit, problem); // otherwise the answer shows what stands against it
  }

  // note says beside a unit why something was refused, until nothing is.
  note(unit: Unit, problem: string): void {
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

  // checked shows what the checks find in what is typed.
  checked(notes: Document): void {
    this.place.still(() => {
      for (const fresh of notes.querySelectorAll<HTMLElement>("[data-unit]")) {
        const unit = this.place.find(fresh.dataset.unit ?? "");
        if (unit?.dirty) unit.check(fresh);
      }
    });
    this.acts.offer();
  }

  // showPeople marks the units that others are at.
  showPeople(): void {
    const at = JSON.parse(document.getElementById("people")?.dataset.at ?? "{}") as Record<string, string[]>;
    for (const unit of this.place.units) {
      const text = (at[unit.key] ?? []).map((name) => (this.labels.here ?? "").replace("{name}", name)).join(" ");
      const place = unit.element.querySelector(".unit-people")!;
      if (place.textContent !== text) place.textContent = text;
    }
  }
}
