//! What is the shortest program with axum that signs in, reads the session and signs out?
//!
//! ```text
//! cargo run --example quickstart          # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example quickstart 8080     # another port; 0 takes any free one
//! ```
//!
//! Sign in, reload a few times, and sign out. All that the server knows about you is in the cookie
//! `__Host-app`, which the developer tools of the browser show as a text that nobody can read.

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session};
use serde::Deserialize;

#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "30d")]
struct SessionData {
    username: Option<String>,
    visits: u32,
}

#[derive(Deserialize)]
struct Login {
    username: String,
}

async fn home(mut session: Session<SessionData>) -> Html<String> {
    let Some(name) = session.username().map(shared::escape) else {
        return shared::page("Quickstart", SIGN_IN);
    };
    session.visits += 1;
    shared::page(
        "Quickstart",
        &format!(
            "<section class=card><h1>Hello, <bdi id=who>{name}</bdi></h1>
            <p class=lead>You have seen this page <b id=visits>{}</b> times. Reload it: the count is in your cookie.</p>
            <form method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
            session.visits
        ),
    )
}

const SIGN_IN: &str = "<section class=card><h1>Sign in</h1>
    <p class=lead>Any name will do. The server stores nothing: the session is sealed in a cookie.</p>
    <form class=sign-in method=post action=/login><label for=name>Name</label>
    <input id=name name=username required maxlength=60 autocomplete=username>
    <button class=button>Sign in</button></form></section>";

async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Redirect {
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.username = Some(form.username.chars().take(60).collect());
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

async fn run() -> shared::Outcome {
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site());
    shared::serve(app).await
}
