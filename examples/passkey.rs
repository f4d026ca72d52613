//! Where does the challenge of a passkey wait, between the page that asks for it and the answer?
//!
//! ```text
//! cargo run --example passkey         # http://localhost:3000, or the port in `PORT`
//! cargo run --example passkey 8080    # another port; 0 takes any free one
//! ```
//!
//! In the session, for five minutes: `asked` is an `Expiring`. So it is bound to the browser that asked, and
//! no table of challenges is needed. Each answer takes it out of the session, also one that is refused.
//! Whoever has kept the cookie of before and a valid answer can send both again within the five minutes,
//! because no server remembers. Where once has to mean once, keep the challenges that were used for as long.
//!
//! Try it with a passkey of your computer or telephone, or without one: the developer tools of Chromium have
//! a virtual authenticator (More tools, `WebAuthn`). `passkey/webauthn.rs` checks what this example needs,
//! which is ES256 without attestation. Use a library such as `webauthn-rs` in production.

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use iron_session::axum::SessionLayer;
use iron_session::{Expiring, IronSession, Session};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::{Outcome, escape};

use crate::webauthn::{Answer, Assertion, Attestation, PublicKey, Site};

#[path = "passkey/webauthn.rs"]
mod webauthn;

/// How many passkeys this example remembers. A real application has a database.
const MOST_PASSKEYS: usize = 1000;

#[derive(IronSession)]
#[iron(cookie = "__Host-passkey", max_age = "7d")]
struct SessionData {
    username: Option<String>,
    /// The question that this browser was asked last. Another one replaces it.
    #[iron(lifetime = "5m")]
    asked: Expiring<Asked>,
}

#[derive(Serialize, Deserialize)]
struct Asked {
    challenge: String,
    /// The name for which a passkey is made. None for a login: the passkey says who it is.
    new_name: Option<String>,
}

/// The passkeys by their ids, and whose they are.
type Passkeys = HashMap<String, (String, PublicKey)>;

#[derive(Clone)]
struct App {
    site: Arc<Site>,
    passkeys: Arc<Mutex<Passkeys>>,
}

impl App {
    fn passkeys(&self) -> MutexGuard<'_, Passkeys> {
        self.passkeys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Deserialize)]
struct Name {
    username: String,
}

/// The options of `navigator.credentials.create`, with a new challenge.
async fn ask_for_new(
    mut session: Session<SessionData>,
    State(app): State<App>,
    Json(form): Json<Name>,
) -> Result<Json<Value>, StatusCode> {
    let name = form.username.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    room_for(name, &app.passkeys())?;
    let challenge = webauthn::random()?;
    session.set_asked(Asked { challenge: challenge.clone(), new_name: Some(name.to_owned()) });
    Ok(Json(json!({
        "challenge": challenge,
        "rp": { "id": Site::ID, "name": "iron-session" },
        "user": { "id": webauthn::random()?, "name": name, "displayName": name },
        "pubKeyCredParams": [{ "type": "public-key", "alg": webauthn::ES256 }],
        "authenticatorSelection": { "residentKey": "required", "userVerification": "required" },
    })))
}

/// Whether the first passkey of `name` can be remembered.
fn room_for(name: &str, passkeys: &Passkeys) -> Result<(), StatusCode> {
    if passkeys.values().any(|(taken, _)| taken == name) {
        return Err(StatusCode::CONFLICT); // or else anybody could add a passkey to another's account
    }
    if passkeys.len() >= MOST_PASSKEYS {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    }
    Ok(())
}

/// Remembers the new passkey, and signs in.
async fn register(
    mut session: Session<SessionData>,
    State(app): State<App>,
    Json(answer): Json<Answer<Attestation>>,
) -> Result<StatusCode, StatusCode> {
    let Some(Asked { challenge, new_name: Some(name) }) = session.take_asked() else {
        return Err(StatusCode::BAD_REQUEST); // nothing was asked, or too long ago, or it was answered before
    };
    let key = answer.response.public_key(&app.site, &challenge).ok_or(StatusCode::BAD_REQUEST)?;
    let mut passkeys = app.passkeys();
    room_for(&name, &passkeys)?;
    if passkeys.contains_key(&answer.id) {
        return Err(StatusCode::BAD_REQUEST); // each device makes an id of its own
    }
    passkeys.insert(answer.id, (name.clone(), key));
    Ok(sign_in(session, name))
}

/// The options of `navigator.credentials.get`, with a new challenge.
async fn ask_for_login(mut session: Session<SessionData>) -> Result<Json<Value>, StatusCode> {
    let challenge = webauthn::random()?;
    session.set_asked(Asked { challenge: challenge.clone(), new_name: None });
    Ok(Json(json!({ "challenge": challenge, "rpId": Site::ID, "userVerification": "required" })))
}

async fn login(
    mut session: Session<SessionData>,
    State(app): State<App>,
    Json(answer): Json<Answer<Assertion>>,
) -> StatusCode {
    let Some(Asked { challenge, new_name: None }) = session.take_asked() else {
        return StatusCode::BAD_REQUEST;
    };
    let passkeys = app.passkeys();
    match passkeys.get(&answer.id) {
        Some((name, key)) if answer.response.is_signed_by(key, &app.site, &challenge) => {
            sign_in(session, name.clone())
        }
        _ => StatusCode::BAD_REQUEST,
    }
}

fn sign_in(mut session: Session<SessionData>, name: String) -> StatusCode {
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_username(name);
    StatusCode::NO_CONTENT
}

async fn home(State(app): State<App>, headers: HeaderMap, session: Session<SessionData>) -> Response {
    if headers.get(HOST).is_none_or(|host| app.site.origin.strip_prefix("http://") != host.to_str().ok()) {
        return Redirect::to(&app.site.origin).into_response(); // a passkey belongs to a name, and to no address
    }
    let page = match session.username() {
        Some(name) => signed_in(name),
        None => shared::page("Passkey", SIGN_IN),
    };
    page.into_response()
}

fn signed_in(name: &str) -> Html<String> {
    let main = format!(
        "<section class=card><h1>Hello, <bdi id=who>{}</bdi></h1>
        <p class=lead>The challenge is no longer in your session. Sign out, and use the passkey again.</p>
        <form method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
        escape(name)
    );
    shared::page("Passkey", &main)
}

const SIGN_IN: &str = "<p class=notice id=problem role=status hidden></p>
    <section class=card><h1>Sign in with a passkey</h1>
    <p class=lead>There is no password. Your device signs a challenge that waits in your session for five minutes.</p>
    <button class=button id=login>Use a passkey</button></section>
    <section class=card><h3>For the first time?</h3><form class=sign-in id=register><label for=name>Name</label>
    <input id=name required maxlength=60 autocomplete='username webauthn'>
    <button class='button quiet'>Make a passkey</button></form></section>
    <section class=card><h3>Try it</h3><p>No passkey at hand? The developer tools of Chromium have a virtual
    authenticator: More tools, WebAuthn, with resident keys and user verification. The server forgets all passkeys
    when it stops.</p></section>
    <script src=/passkey.js type=module></script>";

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let listener = shared::listen().await?;
    let site = Site { origin: format!("http://{}:{}", Site::ID, listener.local_addr()?.port()) };
    println!("open {}, because a passkey belongs to a name and not to an address", site.origin);
    let script = include_str!("passkey/passkey.js");
    let app = Router::new()
        .route("/", get(home))
        .route("/register/options", post(ask_for_new))
        .route("/register", post(register))
        .route("/login/options", post(ask_for_login))
        .route("/login", post(login))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site())
        .route("/passkey.js", get(async move || ([(CONTENT_TYPE, "text/javascript")], script)))
        .with_state(App { site: Arc::new(site), passkeys: Arc::default() });
    shared::serve_on(listener, app).await
}
