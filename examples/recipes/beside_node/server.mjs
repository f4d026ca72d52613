// The Node half: a server with the npm package iron-session. The Rust half starts it.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { getIronSession } from "iron-session";

const { SECRET_COOKIE_PASSWORD: password, RUST_PAGE: rust, NODE_PORT: port } = process.env;

// 14 days, Secure, HttpOnly, SameSite=Lax and Path=/ are the defaults on both sides.
const options = { cookieName: "sid", password };

const style = readFileSync(new URL("../../shared/style.css", import.meta.url), "utf8");

async function answer(request, response) {
  if (request.method !== "GET" && isOfAnotherSite(request.headers)) {
    return { status: 403, main: "<h1>A form of another site</h1>" };
  }
  const session = await getIronSession(request, response, options);
  switch (`${request.method} ${request.url}`) {
    case "GET /":
      return { status: 200, main: home(session) };
    case "POST /sign-in": {
      const name = (await form(request)).get("name")?.trim() ?? "";
      if (name === "" || name.length > 60) {
        return { status: 422, main: "<h1>A name has 1 to 60 characters</h1><p><a href=/>Back</a></p>" };
      }
      // Nothing of whoever was signed in before is kept, also not what Rust has stored.
      for (const member of Object.keys(session)) delete session[member];
      session.userName = name;
      session.signedInAt = Date.now();
      await session.save();
      return { status: 303, location: "/" };
    }
    case "POST /sign-out":
      session.destroy();
      return { status: 303, location: "/" };
    default:
      return { status: 404, main: "<h1>There is no such page</h1>" };
  }
}

// The rules of `refuse_cross_site` in Rust. Without either header it is no browser.
function isOfAnotherSite({ origin, host, "sec-fetch-site": site }) {
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

function home(session) {
  if (session.userName === undefined) {
    return `<h1>Node: nobody is signed in</h1>
      <p class=lead>Any name will do. Then <a href="${rust}">Rust</a> knows it too.</p>
      <form class=sign-in method=post action=/sign-in><label for=name>Name</label>
      <input id=name name=name required maxlength=60 autocomplete=off>
      <button class=button>Sign in at Node</button></form>`;
  }
  return `<h1>Node: hello, <bdi id=name>${escape(session.userName)}</bdi></h1>
    <p class=lead>Node signed you in. Rust has counted to <b id=visits>${session.visits ?? 0}</b>.</p>
    <div class=row><a class=button href="${rust}">Go on in Rust</a>
    <form method=post action=/sign-out><button class='button quiet'>Sign out at Node</button></form></div>`;
}

// Reads a form of at most 1000 characters.
async function form(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > 1000) break;
  }
  return new URLSearchParams(text);
}

function page(main) {
  return `<!doctype html><html lang=en data-theme=auto><meta charset=utf-8>
    <meta name=viewport content="width=device-width, initial-scale=1">
    <title>Node · iron-session</title><link rel=icon href="data:,"><style>${style}</style><body>
    <header><a class=brand href=/><i></i>iron-session</a></header>
    <main><section class=card>${main}</section></main></html>`;
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

const server = createServer(async (request, response) => {
  const { status, location, main } = await answer(request, response).catch((error) => {
    console.error(error);
    return { status: 500, main: "<h1>Something went wrong</h1>" };
  });
  response.statusCode = status;
  response.setHeader("Cache-Control", "private, no-store");
  if (location !== undefined) response.setHeader("Location", location);
  response.setHeader("Content-Type", "text/html; charset=utf-8").end(main && page(main));
});

server.on("error", (error) => {
  console.error(`Node cannot listen: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

// The Rust half holds the other end of this pipe. When it ends, so does this program.
process.stdin.resume().on("close", () => process.exit());
