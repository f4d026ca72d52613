//! How does a WebSocket know which user it belongs to?
//!
//! ```text
//! cargo run --example websocket           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example websocket 8080      # another port; 0 takes any free one
//! ```
//!
//! From the session of the request that opens it. Read from the session there what the connection needs. That
//! stays true for as long as the connection is open. Nothing can be saved later, because the only response
//! has been sent. Browsers let any page open a WebSocket to any server, and send the cookies that `SameSite`
//! allows. So `refuse_cross_site` of the layer refuses pages of other origins.

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{any, get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session};
use serde::Deserialize;
use shared::{Outcome, escape};

#[derive(IronSession)]
#[iron(cookie = "__Host-socket", max_age = "7d")]
struct SessionData {
    username: Option<String>,
}

async fn upgrade(session: Session<SessionData>, socket: WebSocketUpgrade) -> Response {
    match session.username().map(str::to_owned) {
        Some(name) => socket.on_upgrade(|socket| talk(socket, name)),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// Sends each message back, with the name of the user before it.
async fn talk(mut socket: WebSocket, name: String) {
    while let Some(Ok(message)) = socket.recv().await {
        if let Message::Text(text) = message {
            let answer = Message::text(format!("{name}: {text}"));
            if socket.send(answer).await.is_err() {
                break;
            }
        }
    }
}

async fn home(session: Session<SessionData>) -> Html<String> {
    let Some(name) = session.username() else {
        return shared::page("WebSocket", SIGN_IN);
    };
    let main = format!(
        "<section class=card><h1>Hello, <bdi id=who>{}</bdi></h1>
        <form class=sign-in id=say><label for=text>Message</label>
        <input id=text required maxlength=200 autocomplete=off><button class=button>Say</button></form>
        <ul class=log id=log aria-live=polite></ul>
        <form method=post action=/logout><button class='button quiet'>Sign out</button></form></section>
        <script src=/talk.js type=module></script>",
        escape(name)
    );
    shared::page("WebSocket", &main)
}

const SIGN_IN: &str = "<section class=card><h1>Sign in to talk</h1>
    <p class=lead>The server sends each message back, with the name from your session before it.</p>
    <form class=sign-in method=post action=/login><label for=name>Name</label>
    <input id=name name=username required maxlength=60 autocomplete=username>
    <button class=button>Sign in</button></form></section>";

const SCRIPT: &str = r#"
const [say, text, log] = ["say", "text", "log"].map((id) => document.getElementById(id));
const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/socket`);
const show = (line) => log.append(Object.assign(document.createElement("li"), { textContent: line }));
socket.onopen = () => socket.send("here I am");
socket.onmessage = (event) => show(event.data);
socket.onclose = () => show("The connection has ended.");
say.onsubmit = (event) => {
  event.preventDefault();
  socket.send(text.value);
  say.reset();
};
"#;

#[derive(Deserialize)]
struct Login {
    username: String,
}

async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Redirect {
    let name: String = form.username.trim().chars().take(60).collect();
    if !name.is_empty() {
        session.renew();
        session.set_username(name);
    }
    Redirect::to("/")
}

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/logout", post(logout))
        .route("/socket", any(upgrade))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site())
        .route("/talk.js", get(async || ([(CONTENT_TYPE, "text/javascript")], SCRIPT)));
    shared::serve(app).await
}
