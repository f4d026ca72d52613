//! How does "remember me" work? A session lasts a month for visitors who ask for it. For all others it lasts
//! until the browser closes.
//!
//! ```text
//! cargo run --example remember_me         # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example remember_me 8080    # another port; 0 takes any free one
//! ```
//!
//! The choice is part of the seal, and every later save keeps it. No session lasts longer than the `max_age`
//! of its type. A browser that restores its tabs may keep a cookie after it was closed. So the other sessions
//! also end after a day: that time is part of the seal too.

use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::extract::Form;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
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

/// The fields of the form. If the box is not ticked, the browser does not send `remember` at all.
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
    // Set both values in both cases, because `renew` keeps those of an earlier login.
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
        <p class=lead>Close the browser, with all of its windows, and come back.</p>
        <dl class=facts><div><dt>When the browser closes</dt><dd id=closing>{closing}</dd></div>
        <div><dt>Session ends</dt><dd id=end>{end}</dd></div></dl>
        <form method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
        escape(name)
    );
    shared::page("Remember me", &main)
}

const SIGN_IN: &str = "<section class=card><h1>Sign in</h1>
    <p class=lead>Try it with the box and without: the next page says how long you stay signed in.</p>
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
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site());
    shared::serve(app).await
}
