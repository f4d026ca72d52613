// Where the Worker runs: Node, and workerd, the runtime of Cloudflare Workers.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { register } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import workerd from "workerd";

import { serve } from "../serve.mjs";

// Workers give an imported `.wasm` as a `WebAssembly.Module`. Node does so with these hooks.
register("./wasm-hooks.mjs", import.meta.url);
const { default: worker } = await import("../worker.mjs");

/** Listens on a free port of this machine. Gives the address, and what stops the server. */
export async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

function inNode(env) {
  return listen(serve((request) => worker.fetch(request, env)));
}

async function inWorkerd(env) {
  const config = fileURLToPath(new URL("workerd.capnp", import.meta.url));
  // It writes a line of JSON to the third descriptor when it listens.
  const stdio = ["ignore", "ignore", "pipe", "pipe"];
  const child = spawn(workerd.default, ["serve", "--control-fd=3", config], { env, stdio });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (log += text));
  for await (const line of createInterface(child.stdio[3])) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
  }
  throw new Error(`workerd has stopped: ${log}`);
}

export const runtimes = { Node: inNode, workerd: inWorkerd };
