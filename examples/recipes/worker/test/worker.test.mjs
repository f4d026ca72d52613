// The Worker over real HTTP, beside the real iron-session for JavaScript: `npm ci && npm test`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { getIronSession, sealData, unsealData } from "iron-session";

import { App, initSync } from "../pkg/worker.js";
import { Jar } from "./jar.mjs";
import { listen, runtimes } from "./runtimes.mjs";

const DAY = 86_400_000;
const SECRET = `key:${"3f8a05c7d1e94b62".repeat(3)}90ab17ce54d2f683`;
const password = "harbour-lantern-seven-quiet-otters-42";
const env = { IRON_SESSION_PASSWORD: SECRET, SECRET_COOKIE_PASSWORD: password };

async function home(jar, rust) {
  return (await jar.fetch(rust)).text();
}

async function signIn(jar, rust, username) {
  return jar.fetch(`${rust}/login`, { method: "POST", body: new URLSearchParams({ username }) });
}

/** Asks with this Cookie header, which may be one that `fetch` would not send. */
async function withCookie(rust, cookie) {
  const [response] = await once(request(rust, { headers: { cookie } }).end(), "response");
  return { status: response.statusCode, text: (await response.setEncoding("latin1").toArray()).join("") };
}

/** What Rust and JavaScript have stored in the shared cookie. */
async function members(jar) {
  return unsealData(jar.cookies.get("sid"), { password });
}

/** What a Next.js application does with the same cookie. */
async function change(incoming, outgoing) {
  const session = await getIronSession(incoming, outgoing, { cookieName: "sid", password });
  session.theme = "dark";
  await session.save();
  outgoing.end(JSON.stringify(session));
}

for (const [name, start] of Object.entries(runtimes)) {
  describe(`in ${name}`, () => {
    let rust;
    let stop;

    before(async () => {
      ({ origin: rust, stop } = await start(env));
    });

    after(() => stop());

    test("signs in, counts visits, and signs out", async () => {
      const jar = new Jar();
      assert.equal(await home(jar, rust), "a stranger, visits: 1\n");

      const signedIn = await signIn(jar, rust, "ada");
      assert.deepEqual([signedIn.status, signedIn.headers.get("location")], [303, "/"]);
      assert.equal(await home(jar, rust), "ada, visits: 2\n");
      assert.equal(await home(jar, rust), "ada, visits: 3\n");

      const signedOut = await jar.fetch(`${rust}/logout`, { method: "POST" });
      // Two Set-Cookie headers, which stayed apart.
      const names = signedOut.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);
      assert.deepEqual(names.sort(), ["__Host-visits", "sid"]);
      assert.equal(jar.cookies.size, 0);
      assert.equal(await home(jar, rust), "a stranger, visits: 1\n");
    });

    test("iron-session reads what Rust wrote, and Rust reads and keeps what it wrote", async (context) => {
      const javascript = await listen(createServer(change));
      context.after(() => javascript.stop());
      const jar = new Jar();
      await signIn(jar, rust, "ada");
      assert.deepEqual(await members(jar), { userName: "ada" });

      const changed = await jar.fetch(javascript.origin);
      assert.deepEqual(await changed.json(), { userName: "ada", theme: "dark" });
      assert.match(await home(jar, rust), /^ada, /);

      const before = jar.cookies.get("sid");
      await signIn(jar, rust, "ada");
      assert.notEqual(jar.cookies.get("sid"), before);
      assert.deepEqual(await members(jar), { userName: "ada", theme: "dark" });
      await signIn(jar, rust, "grace");
      assert.deepEqual(await members(jar), { userName: "grace" }, "nothing of another person");
    });

    test("a hostile cookie is a fresh session", async () => {
      const jar = new Jar();
      await home(jar, rust);
      await signIn(jar, rust, "ada");
      const [sid, visits] = [jar.cookies.get("sid"), jar.cookies.get("__Host-visits")];
      const other = await sealData({ userName: "eve" }, { password: password.toUpperCase() });
      const hostile = [
        `sid=${sid.slice(0, -3)}`, `sid=${sid.toLowerCase()}`, `sid=${other}`, `sid=${visits}`,
        `__Host-visits=${visits.slice(1)}`, `__Host-visits=${sid}`, `__Host-visits=${"A".repeat(4000)}`,
        "sid", "=", ";;;", "sid=\u00e9\u00ff\u0080", 'sid="', "sid=Fe26.2*1*****~2", `sid=${"~2".repeat(3000)}`,
      ];
      for (const cookie of hostile) {
        const stranger = { status: 200, text: "a stranger, visits: 1\n" };
        assert.deepEqual(await withCookie(rust, cookie), stranger, cookie);
      }
      assert.equal(await home(jar, rust), "ada, visits: 2\n");
    });

    test("a form of another site, a body that is no form, and an unknown page are refused", async () => {
      const posted = (init) => fetch(`${rust}/login`, { method: "POST", ...init });
      const body = new URLSearchParams({ username: "eve" });
      assert.equal((await posted({ headers: { "sec-fetch-site": "cross-site" }, body })).status, 403);
      assert.equal((await posted({ body: "username" })).status, 400);
      assert.equal((await fetch(`${rust}/none`)).status, 404);
    });
  });
}

describe("in Node alone", () => {
  let rust;
  let stop;

  before(async () => {
    ({ origin: rust, stop } = await runtimes.Node(env));
  });

  after(() => stop());

  test("a session ends when the clock of JavaScript says so", async (context) => {
    context.mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const jar = new Jar();
    assert.equal(await home(jar, rust), "a stranger, visits: 1\n");
    const later = async (milliseconds) => {
      context.mock.timers.tick(milliseconds);
      return home(jar.clone(), rust);
    };
    assert.equal(await later(30 * DAY - 2000), "a stranger, visits: 2\n");
    assert.equal(await later(2000), "a stranger, visits: 1\n");
  });

  test("a thousand requests leave the memory as it is", async () => {
    const { memory } = initSync();
    const jar = new Jar();
    const round = async () => {
      await signIn(jar, rust, "ada");
      assert.match(await home(jar, rust), /^ada, /);
    };
    for (let n = 0; n < 50; n += 1) await round();
    const bytes = memory.buffer.byteLength;
    for (let n = 0; n < 500; n += 1) await round();
    assert.equal(memory.buffer.byteLength, bytes);
  });

  test("a missing or bad secret is an error at start that says what to do", () => {
    const unset = (name) => new RegExp(`\`${name}\` is not set; give it a generated secret`);
    assert.throws(() => new App(undefined, password), unset("IRON_SESSION_PASSWORD"));
    assert.throws(() => new App(SECRET, undefined), unset("SECRET_COOKIE_PASSWORD"));
    assert.throws(() => new App("key:short", password), /32 bytes/);
    assert.throws(() => new App("${SECRET}", password), /template/);
    assert.throws(() => new App(SECRET, "short"), /32/);

    const program = fileURLToPath(new URL("../serve.mjs", import.meta.url));
    const without = { PORT: "0", SECRET_COOKIE_PASSWORD: password };
    const options = { env: without, encoding: "utf8", timeout: 60_000 };
    const { status, stderr } = spawnSync(process.execPath, [program], options);
    assert.equal(status, 1);
    assert.match(stderr, unset("IRON_SESSION_PASSWORD"));
  });
});
