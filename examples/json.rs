//! How do scripts use a session? A JSON API, and a page that asks it again and again with `fetch`.
//!
//! ```text
//! cargo run --example json            # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example json 8080       # another port; 0 takes any free one
//! ```
//!
//! Open the page in two tabs and sign out in one. The other shows it within a second. Scripts never see the
//! cookie: the browser adds it to each request. A request that only reads writes no cookie. So if it is still
//! on its way during a logout, it cannot undo the logout.

use std::process::ExitCode;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use axum::{Json, Router};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session};
use serde::{Deserialize, Serialize};
use shared::Outcome;

const LONGEST_NAME: usize = 60;

#[derive(IronSession)]
#[iron(cookie = "__Host-json", max_age = "7d")]
struct SessionData {
    username: Option<String>,
    clicks: u32,
}

/// The part of a session that scripts may see.
#[derive(Serialize)]
struct Status {
    username: Option<String>,
    clicks: u32,
}

impl Status {
    fn of(session: &SessionData) -> Json<Self> {
        Json(Self { username: session.username().map(str::to_owned), clicks: session.clicks() })
    }
}

#[derive(Deserialize)]
struct Login {
    username: String,
}

async fn status(session: Session<SessionData>) -> Json<Status> {
    Status::of(&session)
}

async fn login(
    mut session: Session<SessionData>,
    Json(login): Json<Login>,
) -> Result<Json<Status>, StatusCode> {
    let name = login.username.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    session.renew();
    session.set_username(name);
    Ok(Status::of(&session))
}

async fn click(mut session: Session<SessionData>) -> Json<Status> {
    *session.clicks_mut() += 1;
    Status::of(&session)
}

async fn logout(session: Session<SessionData>) -> Json<Status> {
    session.destroy();
    Status::of(&SessionData::default())
}

async fn home() -> Html<String> {
    shared::page("JSON API", PAGE)
}

const PAGE: &str = "<section class=card>
    <h1 id=who>…</h1>
    <p class=lead>Clicks in all tabs: <b id=clicks>0</b></p>
    <form class=sign-in hidden><label for=name>Name</label>
    <input id=name required maxlength=60 autocomplete=username><button class=button>Sign in</button></form>
    <p class=row hidden><button class=button id=click>Click</button>
    <button class='button quiet' id=logout>Sign out</button></p></section>
    <section class=card><h3>Try it</h3>
    <p>Sign in, open this page in a second tab, and click or sign out in one of them. The other shows it within a
    second.</p>
    <p>In the developer tools, look at the network: the page asks for <code>/session</code> each second, and no answer to
    that writes a cookie. The console knows no cookie either: <code>document.cookie</code> is empty.</p>
    <p>Without a browser:</p>
    <pre class=raw>curl -c jar -X PUT --json '{\"username\":\"Ada\"}' <span class=origin></span>/session
curl -b jar <span class=origin></span>/session</pre></section>
    <script src=/poll.js type=module></script>";

const SCRIPT: &str = r#"
const [form, row] = document.querySelectorAll("form, .row");
const by = (id) => document.getElementById(id);
for (const span of document.querySelectorAll(".origin")) span.textContent = location.origin;

async function ask(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) return;
  const { username, clicks } = await answer.json();
  by("who").textContent = username === null ? "Nobody is signed in" : `Hello, ${username}`;
  by("clicks").textContent = clicks;
  form.hidden = username !== null;
  row.hidden = username === null;
}

form.onsubmit = (event) => {
  event.preventDefault();
  ask("PUT", "/session", { username: by("name").value });
};
by("click").onclick = () => ask("POST", "/clicks");
by("logout").onclick = () => ask("DELETE", "/session");
const poll = () => ask("GET", "/session").catch(() => {}).finally(() => setTimeout(poll, 1000));
poll();
"#;

async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript")], SCRIPT)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let app = Router::new()
        .route("/session", get(status).put(login).delete(logout))
        .route("/clicks", post(click))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site())
        .route("/", get(home))
        .route("/poll.js", get(script));
    shared::serve(app).await
}
