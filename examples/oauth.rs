//! Where does OAuth keep its state, its PKCE verifier and the way back while the visitor is at the identity provider?
//!
//! ```text
//! cargo run --example oauth           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example oauth 8080      # another port; 0 takes any free one
//! ```
//!
//! In a second session of ten minutes, which the callback destroys whatever comes of it, so that the browser uses each state
//! once; that a code is redeemed once is for the provider to see to. The cookie is `SameSite=Lax`, since the provider's redirect
//! comes from another site. The provider here is a stand-in, `oauth/provider.rs`.

use std::process::ExitCode;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use iron_session::tower::SessionLayer;
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

/// What has to be known again when the visitor comes back.
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
    flow.restart(); // an earlier attempt is void
    flow.set_state(state);
    flow.set_verifier(verifier);
    flow.set_return_to(if shared::is_local(&form.return_to) { &form.return_to } else { "/" });
    Ok(Redirect::to(&to))
}

/// Members that are missing are empty, as when the provider says no, and match nothing.
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
    // A real application posts code and verifier to the provider's token endpoint; nobody else's code gets as far as that.
    match is_ours.then(|| provider.redeem(&answer.code, &verifier)).flatten() {
        Some(username) => {
            session.renew(); // so that nothing from before the login outlives it
            session.set_username(username);
            Ok(Redirect::to(&return_to))
        }
        None => Err((StatusCode::BAD_REQUEST, shared::page("Sign in", FAILED))),
    }
}

/// 256 bits, which nobody guesses; a comparison that leaks its time tells nothing of a value that is used once.
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
    <p class=lead>Somebody else knows who you are.</p>
    <form class=row method=post action=/login>
    <button class=button name=return_to value=/>Sign in</button>
    <button class='button quiet' name=return_to value=/report>Sign in to see the report</button></form></section>";
const FAILED: &str = "<section class=card><h1>That did not work</h1>
    <p class=lead>This sign-in was not begun here, took too long or was used before.</p>
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
        .layer(SessionLayer::<Flow>::new(keys))
        .with_state(provider.clone())
        .merge(provider.router());
    shared::serve(app).await
}
