//! How does "remember me" work: a month for those who ask for it, and until the browser closes for the others?
//!
//! ```text
//! cargo run --example remember_me         # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example remember_me 8080    # another port; 0 takes any free one
//! ```
//!
//! The answer is sealed with the session, and kept by every later save. The type's own `max_age` is the longest that any
//! session may have. A browser that restores its tabs may keep cookies "until it closes" for longer; the sealed day ends them.

use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::extract::Form;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::tower::SessionLayer;
use iron_session::{IronSession, Session};
use serde::Deserialize;
use shared::moment::ahead;
use shared::{Outcome, escape};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(IronSession)]
#[iron(cookie = "__Host-remember", max_age = "30d")]
struct SessionData {
    username: Option<String>,
    remembered: bool,
}

/// A box that is not ticked is not sent at all.
#[derive(Deserialize)]
struct Login {
    username: String,
    remember: Option<String>,
}

async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Redirect {
    let name = form.username.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Redirect::to("/");
    }
    let remember = form.remember.is_some();
    // Both cases say all of it: a renewal keeps what an earlier login has said.
    if remember {
        session.renew().max_age(30 * DAY).persistent(true);
    } else {
        session.renew().max_age(DAY).persistent(false);
    }
    session.set_username(name);
    session.set_remembered(remember);
    Redirect::to("/")
}

async fn home(session: Session<SessionData>) -> Html<String> {
    let Some(name) = session.username() else {
        return shared::page("Remember me", SIGN_IN);
    };
    let end = session.meta().expires().map_or_else(String::new, ahead);
    let closing = if session.remembered() { "kept" } else { "forgotten" };
    let main = format!(
        "<section class=card><h1>Hello, <bdi id=who>{}</bdi></h1>
        <dl class=facts><div><dt>When the browser closes</dt><dd id=closing>{closing}</dd></div>
        <div><dt>Session ends</dt><dd id=end>{end}</dd></div></dl>
        <form method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
        escape(name)
    );
    shared::page("Remember me", &main)
}

const SIGN_IN: &str = "<section class=card><h1>Sign in</h1>
    <form class=fields method=post action=/login><label for=name>Name</label>
    <input id=name name=username required maxlength=60 autocomplete=username>
    <label class=check><input type=checkbox name=remember id=remember> Remember me for 30 days</label>
    <button class=button>Sign in</button></form></section>";

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
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?));
    shared::serve(app).await
}
