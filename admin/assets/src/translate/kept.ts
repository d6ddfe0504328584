// What was typed into this tab before, or into one that is no more, comes back.
import type { Block } from "../editor/blocks";
import type { Acts } from "./acts";
import type { Place } from "./place";
import type { Left, Post, Typed } from "./post";

// Tab is what somebody typed into a tab and did not save, as the server kept it.
export interface Tab {
  tab: string;
  base: number;
  units: Block[];
}

export class Kept {
  constructor(private version: string, private place: Place, private acts: Acts, private post: Post) {}

  // restore brings back what is this tab's, and offers what others left.
  restore(tabs: Tab[]): void {
    const own = tabs.find((t) => t.tab === this.post.tab);
    for (const block of own?.units ?? []) this.put({ base: own!.base, block });
    const left = this.post.takeLeft();
    if (left) this.resume(left);
    void this.post.takeLost((tab, lost) => {
      this.resume(lost);
      document.querySelector(`.offer[data-tab="${tab}"]`)?.remove();
      void fetch(`${this.version}/discard`, { method: "POST", redirect: "manual", body: new URLSearchParams({ tab, back: "translate" }) }).catch(() => null);
    });
    for (const offer of document.querySelectorAll<HTMLElement>("[data-tab]")) {
      const kept = tabs.find((t) => t.tab === offer.dataset.tab);
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
      const unit = this.place.find(edit.key);
      if (!unit) continue;
      unit.element.dataset.pending = "";
      if (!edit.words && edit.do !== "omit") continue;
      unit.words = unit.sent = edit.words ?? null;
      this.place.pen?.follow(unit);
    }
    for (const typed of left.typed) this.put(typed);
  }

  // put brings typed words back, behind the last unit where nothing else says what they
  // are of. Where somebody has saved others since, the server asks.
  private put({ base, block, after = "" }: Typed): void {
    let unit = this.place.find(block.key);
    if (!unit && block.mark === "added") unit = this.place.begin(block.key, this.place.find(after) ?? this.place.units.at(-1)!);
    if (!unit) return;
    unit.words = block.text || block.url ? block : null;
    unit.behind = unit.dirty && base !== unit.base;
    if (unit.behind) unit.base = base;
    this.place.pen?.follow(unit);
    this.acts.changed(unit);
  }
}
