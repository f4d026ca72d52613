// An imported `.wasm` is a `WebAssembly.Module`, as it is in a Worker.

export async function load(url, context, next) {
  if (!url.endsWith(".wasm")) return next(url, context);
  const source = `
    import { readFileSync } from "node:fs";
    export default new WebAssembly.Module(readFileSync(new URL(${JSON.stringify(url)})));
  `;
  return { format: "module", shortCircuit: true, source };
}
