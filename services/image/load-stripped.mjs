// For `node --import`: takes .ts files as the JavaScript that strip-types.mjs made of them. Node.js would load its
// TypeScript compiler for the name alone, which costs each service some 25 MB.
import { registerHooks } from "node:module";

registerHooks({
  load: (url, context, nextLoad) =>
    nextLoad(url, url.endsWith(".ts") ? { ...context, format: "module" } : context),
});
