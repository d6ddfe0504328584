// What others have saved comes into the text on the screen without touching what
// was typed since.
import type { Block } from "./blocks";

function same(a: Block | undefined, b: Block | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

// mergeBlocks returns the body on the screen once the saved one is taken in: sent
// is what was on the screen when the save went out. It is null where others and
// the writer changed the same block, and a save has to tell.
export function mergeBlocks(saved: Block[], sent: Block[], now: Block[]): Block[] | null {
  const byKey = (list: Block[]): Map<string, Block> => new Map(list.map((b) => [b.key, b]));
  const was = byKey(sent);
  const is = byKey(now);
  const out: Block[] = [];
  for (const block of saved) {
    const typed = is.get(block.key);
    if (!was.has(block.key) || same(typed, was.get(block.key))) out.push(block);
    else if (typed && same(block, was.get(block.key))) out.push(typed);
    else if (typed || !same(block, was.get(block.key))) return null;
  }
  // What was begun since stands behind the block that it was begun after.
  now.forEach((block, i) => {
    if (was.has(block.key)) return;
    const at = out.findIndex((b) => b.key === now[i - 1]?.key);
    out.splice(at + 1, 0, block);
  });
  return out;
}
