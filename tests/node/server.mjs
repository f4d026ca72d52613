// A server with the sessions of iron-session for JavaScript:
// `node server.mjs <major version> <options of getIronSession, as JSON>`

import { createServer } from "node:http";

const [version, json] = process.argv.slice(2);
const { getIronSession } = await import(`iron-session-${version}`);
const options = JSON.parse(json);
// `undefined` means a cookie that ends when the browser closes. JSON has no `undefined`, so `null` stands for
// it.
if (options.cookieOptions?.maxAge === null) options.cookieOptions.maxAge = undefined;

async function answer(request, response) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const form = new URLSearchParams(body);
  const session = await getIronSession(request, response, options);
  switch (`${request.method} ${request.url}`) {
    case "GET /session":
      break;
    case "POST /login":
      session.userName = form.get("name");
      await session.save();
      break;
    case "POST /change":
      Object.assign(session, JSON.parse(form.get("members")));
      await session.save();
      break;
    case "POST /logout":
      session.destroy();
      break;
    default:
      response.statusCode = 404;
  }
  return JSON.stringify(session);
}

const server = createServer(async (request, response) => {
  const body = await answer(request, response).catch((error) => {
    response.statusCode = 500;
    return error.stack;
  });
  response.end(body);
});

server.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
