// The search page answers while somebody types. It works without this, as a plain form.
import htmx from "htmx.org";

// The content security policy allows neither inline styles nor eval. Going back loads the
// page as the server has it.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

// What is not asked for does not make the address longer.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = (event as CustomEvent<{ parameters: FormData }>).detail;
  for (const [name, value] of [...parameters.entries()]) {
    if (value === "") parameters.delete(name);
  }
});

// The languages lead to the same search as it is now.
document.addEventListener("htmx:afterSettle", () => {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language], .languages a")) link.search = location.search;
});
