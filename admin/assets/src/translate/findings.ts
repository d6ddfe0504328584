// What is done with the findings of a unit: they are mended, dismissed and brought back.
import { mend, mended, sayOf } from "../editor/findings";
import type { Dialogs } from "./dialogs";
import type { Pen } from "./pen";
import type { Unit } from "./unit";

// Room is what findings need of the screen.
export interface Room {
  version: string;
  go(unit: Unit): void;
  // settled waits until everything is saved.
  settled(): Promise<void>;
  refresh(): Promise<void>;
  // note says beside a unit what was refused.
  note(unit: Unit, problem: string): void;
}

export class Findings {
  constructor(private room: Room, private pen: Pen, private dialogs: Dialogs) {}

  // use does what a button of a finding says.
  use(unit: Unit, button: HTMLElement): void {
    const item = button.closest<HTMLElement>("[data-check]")!;
    const what = button.dataset.say;
    if (!what) this.mend(unit, item);
    else if (what === "dismiss") this.dialogs.dismiss((reason) => this.say(unit, item, what, reason));
    else void this.say(unit, item, what, "").then((problem) => this.room.note(unit, problem));
  }

  private mend(unit: Unit, item: HTMLElement): void {
    const { start = "0", end = "0", was = "", fix = "" } = item.dataset;
    unit.hold();
    this.room.go(unit);
    if (mend(this.pen.editor, unit.key, +start, +end, was, fix)) mended(item);
  }

  // say tells the server once what is spoken of is saved, and returns why not.
  private async say(unit: Unit, item: HTMLElement, what: string, reason: string): Promise<string> {
    await this.room.settled();
    const fields = { revision: String(unit.base), source: String(unit.source || ""), check: item.dataset.check ?? "", key: unit.key, reason };
    const problem = await sayOf(this.room.version, what, fields);
    await this.room.refresh();
    return problem;
  }
}

// indexFindings leaves out of the list of a story's findings those of units that are being
// typed into: what is found in them now stands beside them.
export function indexFindings(units: Unit[]): void {
  const typed = new Set(units.filter((u) => u.dirty).map((u) => u.key));
  for (const link of document.querySelectorAll<HTMLElement>("#findings [data-to]")) link.closest("li")!.hidden = typed.has(link.dataset.to ?? "");
}
