//! Where does an OAuth login keep its state, its PKCE verifier and the page to return to, while the visitor
//! is at the identity provider?
//!
//! ```text
//! cargo run --example oauth           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example oauth 8080      # another port; 0 takes any free one
//! ```
//!
//! In a second session of ten minutes. The callback destroys it whether the login succeeds or fails, so the
//! browser uses each state once. The provider makes sure that each code is used once. The cookie is
//! `SameSite=Lax`, because the redirect of the provider comes from another site. The provider in
//! `oauth/provider.rs` is only for this example.

use std::process::ExitCode;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::{Outcome, escape};

use crate::provider::Provider;

#[path = "oauth/provider.rs"]
mod provider;

#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "7d")]
struct SessionData {
    username: Option<String>,
}

/// What the callback needs when the visitor comes back from the provider.
#[derive(IronSession)]
#[iron(cookie = "__Host-oauth", max_age = "10m", same_site = "lax")]
struct Flow {
    state: Option<String>,
    verifier: String,
    return_to: String,
}

#[derive(Deserialize)]
struct Start {
    return_to: String,
}

async fn start(mut flow: Session<Flow>, Form(form): Form<Start>) -> Result<Redirect, StatusCode> {
    let (state, verifier) = (random()?, random()?);
    let challenge = BASE64URL.encode(Sha256::digest(&verifier));
    let to = format!("{}?state={state}&code_challenge={challenge}", provider::AUTHORIZE);
    flow.restart(); // forget any earlier attempt
    flow.set_state(state);
    flow.set_verifier(verifier);
    flow.set_return_to(if shared::is_local(&form.return_to) { &form.return_to } else { "/" });
    Ok(Redirect::to(&to))
}

/// What the provider sends. If it refuses, the members are missing. They are then empty, and match nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Callback {
    state: String,
    code: String,
}

async fn callback(
    flow: Session<Flow>,
    mut session: Session<SessionData>,
    State(provider): State<Provider>,
    Query(answer): Query<Callback>,
) -> Result<Redirect, (StatusCode, Html<String>)> {
    let is_ours = flow.state() == Some(&*answer.state);
    let (verifier, return_to) = (flow.verifier().to_owned(), flow.return_to().to_owned());
    flow.destroy();
    // A real application sends the code and the verifier to the provider's token endpoint. A code that
    // somebody else asked for never gets there, because its state is not the one in the session.
    match is_ours.then(|| provider.redeem(&answer.code, &verifier)).flatten() {
        Some(username) => {
            session.renew(); // at each login, so that no time or id from before it stays in use
            session.set_username(username);
            Ok(Redirect::to(&return_to))
        }
        None => Err((StatusCode::BAD_REQUEST, shared::page("Sign in", FAILED))),
    }
}

/// A random value of 256 bits, which nobody can guess. It is used once, so a comparison that does not take
/// constant time reveals nothing useful.
fn random() -> Result<String, StatusCode> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(BASE64URL.encode(bytes))
}

async fn home(session: Session<SessionData>) -> Html<String> {
    session.username().map_or_else(|| shared::page("OAuth", SIGN_IN), |name| signed_in("Hello,", name))
}

async fn report(session: Session<SessionData>) -> Result<Html<String>, Redirect> {
    session.username().map(|name| signed_in("A report for", name)).ok_or_else(|| Redirect::to("/"))
}

fn signed_in(title: &str, name: &str) -> Html<String> {
    let main = format!(
        "<section class=card><h1>{title} <bdi id=who>{}</bdi></h1>
        <form class=row method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
        escape(name)
    );
    shared::page("OAuth", &main)
}

const SIGN_IN: &str = "<section class=card><h1>Sign in</h1>
    <p class=lead>An identity provider tells us who you are.</p>
    <form class=row method=post action=/login>
    <button class=button name=return_to value=/>Sign in</button>
    <button class='button quiet' name=return_to value=/report>Sign in to see the report</button></form></section>";
const FAILED: &str = "<section class=card><h1>That did not work</h1>
    <p class=lead>This sign-in did not start here, took too long, or was used before.</p>
    <a class=button href=/>Back</a></section>";

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let keys = shared::keyring()?;
    let provider = Provider::default();
    let app = Router::new()
        .route("/", get(home))
        .route("/report", get(report))
        .route("/login", post(start))
        .route(provider::CALLBACK, get(callback))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(keys.clone()))
        .layer(SessionLayer::<Flow>::new(keys).refuse_cross_site())
        .with_state(provider.clone())
        .merge(provider.router());
    shared::serve(app).await
}
