// Serves the Worker by Node, to try it: `npm start`. The port is in `PORT`, or 3000; 0 takes any free one.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

import { App, initSync } from "./pkg/worker.js";

/** A server on this machine that answers by a `fetch` handler. */
export function serve(fetch) {
  return createServer(async (incoming, outgoing) => {
    const response = await answer(fetch, incoming);
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
    outgoing.end(await response.text());
  });
}

async function answer(fetch, incoming) {
  const request = toRequest(incoming);
  if (request === undefined) return new Response(null, { status: 400 });
  try {
    return await fetch(request);
  } catch (error) {
    console.error(error);
    return new Response(null, { status: 500 });
  }
}

function toRequest(incoming) {
  const { method, headers, url } = incoming;
  const body = ["GET", "HEAD"].includes(method) ? undefined : Readable.toWeb(incoming);
  try {
    return new Request(`http://${headers.host}${url}`, { method, headers, body, duplex: "half" });
  } catch {
    return undefined;
  }
}

function main() {
  initSync({ module: readFileSync(new URL("pkg/worker_bg.wasm", import.meta.url)) });
  const { IRON_SESSION_PASSWORD, SECRET_COOKIE_PASSWORD, PORT = "3000" } = process.env;
  const app = new App(IRON_SESSION_PASSWORD, SECRET_COOKIE_PASSWORD);
  const server = serve((request) => app.fetch(request));
  server.listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
