// The one place that text becomes a page, and an address a script: both are this program's own.

export const WORKER = "/sw.js";
export const policy = globalThis.trustedTypes?.createPolicy("comity", {
  createHTML: (text) => text,
  createScriptURL: (address) => (address === WORKER ? address : "about:blank"),
});
