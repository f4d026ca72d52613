// The module that Cloudflare Workers call, and others that take a `fetch` handler, such as Deno and Bun.

import module from "./pkg/worker_bg.wasm";
import { App, initSync } from "./pkg/worker.js";

initSync({ module });

let app;

export default {
  fetch(request, env) {
    // Secrets come with the first request. What is wrong with them is thrown, and is in the log.
    app ??= new App(env.IRON_SESSION_PASSWORD, env.SECRET_COOKIE_PASSWORD);
    return app.fetch(request);
  },
};
