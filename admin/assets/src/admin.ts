// What every screen of the admin does: partial updates, messages that go away,
// shortcuts, and a switch of language that loses nothing.
import htmx from "htmx.org";

import { bindConfirming } from "./confirm";
import { bindCopying } from "./copy";
import { bindFollowing } from "./follow";
import { bindFocus } from "./focus";
import { keepForms } from "./forms";
import { bindMatrix } from "./matrix";
import { bindPalette } from "./palette";
import { bindPicker } from "./picker";
import { bindShortcuts } from "./shortcuts";
import { watchToasts } from "./toasts";
import { bindUploads } from "./upload";

// The content security policy allows neither inline styles nor eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0;
// A refused form comes back with what was typed and why.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "4(09|22|03)", swap: true },
  { code: "...", swap: false, error: true },
];

// The editor's bundle uses the same.
(window as unknown as { htmx: typeof htmx }).htmx = htmx;

// Nothing is put into the page under the hands of somebody, nor in place of a reason that
// they have begun to give.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = (event as CustomEvent<{ target: Element }>).detail;
  const begun = [...target.querySelectorAll<HTMLInputElement>("#findings [name=reason]")].some((field) => field.value);
  if (begun || (target.contains(document.activeElement) && target.matches("#edits, #findings, #people"))) event.preventDefault();
});

watchToasts();
bindShortcuts();
bindPalette();
bindConfirming();
bindCopying();
keepForms();
bindFollowing();
bindUploads();
bindPicker();
bindFocus();
bindMatrix();
