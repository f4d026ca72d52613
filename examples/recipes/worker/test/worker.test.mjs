// The Worker over real HTTP, beside the real iron-session for JavaScript: `npm test`.
//
// Needs the packages of `tests/node`: `npm ci --prefix tests/node`, from the root of the repository.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { createRequire, register } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { App, initSync } from "../pkg/worker.js";
import { serve } from "../serve.mjs";
import { Jar } from "./jar.mjs";

// Workers give an imported `.wasm` as a `WebAssembly.Module`. Node does so with these hooks.
register("./wasm-hooks.mjs", import.meta.url);
const { default: worker } = await import("../worker.mjs");

const packages = createRequire(new URL("../../../../tests/node/package.json", import.meta.url));
const { getIronSession, sealData, unsealData } = await import(packages.resolve("iron-session-9"));

const SECRET = `key:${"3f8a05c7d1e94b62".repeat(3)}90ab17ce54d2f683`;
const password = "harbour-lantern-seven-quiet-otters-42";
const env = { IRON_SESSION_PASSWORD: SECRET, SECRET_COOKIE_PASSWORD: password };

const servers = [];
let rust;
let javascript;

async function listen(server) {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

/** What a Next.js application does with the same cookie. */
async function change(incoming, outgoing) {
  const session = await getIronSession(incoming, outgoing, { cookieName: "sid", password });
  session.theme = "dark";
  await session.save();
  outgoing.end(JSON.stringify(session));
}

before(async () => {
  rust = await listen(serve((request) => worker.fetch(request, env)));
  javascript = await listen(createServer(change));
});

after(() => servers.forEach((server) => server.close()));

async function home(jar) {
  return (await jar.fetch(rust)).text();
}

async function signIn(jar, username) {
  const body = new URLSearchParams({ username });
  return jar.fetch(`${rust}/login`, { method: "POST", body });
}

/** Asks with these bytes as the Cookie header, which `fetch` would not send. */
async function withCookie(cookie) {
  const asked = request(rust, { headers: { cookie } }).end();
  const [response] = await once(asked, "response");
  return { status: response.statusCode, text: (await response.setEncoding("latin1").toArray()).join("") };
}

test("signs in, counts visits, and signs out", async () => {
  const jar = new Jar();
  assert.equal(await home(jar), "a stranger, visits: 1\n");

  const signedIn = await signIn(jar, "ada");
  assert.deepEqual([signedIn.status, signedIn.headers.get("location")], [303, "/"]);
  assert.equal(await home(jar), "ada, visits: 2\n");
  assert.equal(await home(jar), "ada, visits: 3\n");

  await jar.fetch(`${rust}/logout`, { method: "POST" });
  assert.deepEqual([...jar.cookies.keys()], []);
  assert.equal(await home(jar), "a stranger, visits: 1\n");
});

test("several Set-Cookie headers stay apart", async () => {
  const jar = new Jar();
  await home(jar);
  await signIn(jar, "ada");
  const response = await jar.fetch(`${rust}/logout`, { method: "POST" });
  const names = response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);
  assert.deepEqual(names.filter((name) => ["sid", "__Host-visits"].includes(name)).sort(), ["__Host-visits", "sid"]);
});

test("iron-session reads what Rust wrote, and Rust reads and keeps what it wrote", async () => {
  const jar = new Jar();
  await signIn(jar, "ada");
  assert.deepEqual(await unsealData(jar.cookies.get("sid"), { password }), { userName: "ada" });

  const answered = await jar.fetch(javascript);
  assert.deepEqual(await answered.json(), { userName: "ada", theme: "dark" });
  assert.match(await home(jar), /^ada, /);

  await signIn(jar, "grace");
  assert.deepEqual(await unsealData(jar.cookies.get("sid"), { password }), { userName: "grace", theme: "dark" });
});

test("a session ends when the clock of JavaScript says so", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const jar = new Jar();
  assert.equal(await home(jar), "a stranger, visits: 1\n");
  const later = async (milliseconds) => {
    context.mock.timers.tick(milliseconds);
    return home(jar.clone());
  };
  assert.equal(await later(30 * 86_400_000 - 2000), "a stranger, visits: 2\n");
  assert.equal(await later(2000), "a stranger, visits: 1\n");
});

test("a hostile cookie is a fresh session", async () => {
  const jar = new Jar();
  await home(jar);
  await signIn(jar, "ada");
  const [sid, visits] = [jar.cookies.get("sid"), jar.cookies.get("__Host-visits")];
  const other = await sealData({ userName: "eve" }, { password: password.toUpperCase() });
  const hostile = [
    `sid=${sid.slice(0, -3)}`, `sid=${sid.toLowerCase()}`, `sid=${other}`, `sid=${visits}`, "sid=Fe26.2*1*****~2",
    `__Host-visits=${visits.slice(1)}`, `__Host-visits=${sid}`, `__Host-visits=${"A".repeat(4000)}`,
    "sid", "=", ";;;", "sid=\u00e9\u00ff\u0080", "sid=\"", `sid=${"~2".repeat(3000)}`,
  ];
  for (const cookie of hostile) {
    assert.deepEqual(await withCookie(cookie), { status: 200, text: "a stranger, visits: 1\n" }, cookie);
  }
  assert.equal(await home(jar), "ada, visits: 2\n");
});

test("a form of another site, a body that is no form, and an unknown page are refused", async () => {
  const headers = { "sec-fetch-site": "cross-site" };
  const posted = (init) => fetch(`${rust}/login`, { method: "POST", ...init });
  assert.equal((await posted({ headers, body: new URLSearchParams({ username: "eve" }) })).status, 403);
  assert.equal((await posted({ body: "username" })).status, 400);
  assert.equal((await fetch(`${rust}/none`)).status, 404);
});

test("a thousand requests leave the memory as it is", async () => {
  const { memory } = initSync();
  const jar = new Jar();
  const round = async () => {
    await signIn(jar, "ada");
    assert.match(await home(jar), /^ada, /);
  };
  for (let n = 0; n < 50; n += 1) await round();
  const bytes = memory.buffer.byteLength;
  for (let n = 0; n < 500; n += 1) await round();
  assert.equal(memory.buffer.byteLength, bytes);
});

test("a missing or bad secret is an error at start that says what to do", async () => {
  assert.throws(() => new App(undefined, password), /`IRON_SESSION_PASSWORD` is not set; give it a generated secret/);
  assert.throws(() => new App(SECRET, undefined), /`SECRET_COOKIE_PASSWORD` is not set; give it a generated secret/);
  assert.throws(() => new App("key:short", password), /32 bytes/);
  assert.throws(() => new App("${SECRET}", password), /template/);
  assert.throws(() => new App(SECRET, "short"), /32/);

  const program = fileURLToPath(new URL("../serve.mjs", import.meta.url));
  const options = { env: { ...env, IRON_SESSION_PASSWORD: "", PORT: "0" }, encoding: "utf8", timeout: 60_000 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], options);
  assert.deepEqual([status, stdout], [1, ""]);
  assert.match(stderr, /secret/);
});
