# What wrangler would upload, for Cloudflare's own runtime.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "worker", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-01-01",
  modules = [
    (name = "worker.mjs", esModule = embed "../worker.mjs"),
    (name = "pkg/worker.js", esModule = embed "../pkg/worker.js"),
    (name = "pkg/worker_bg.wasm", wasm = embed "../pkg/worker_bg.wasm"),
  ],
  bindings = [
    (name = "IRON_SESSION_PASSWORD", fromEnvironment = "IRON_SESSION_PASSWORD"),
    (name = "SECRET_COOKIE_PASSWORD", fromEnvironment = "SECRET_COOKIE_PASSWORD"),
  ],
);
