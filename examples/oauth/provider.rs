//! A small identity provider for this example. It has one page, on which the visitor agrees. It exchanges
//! each code once, and only for a client that has the verifier.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::escape;

pub(crate) const AUTHORIZE: &str = "/provider/authorize";
/// Where the provider sends the visitor back to. You give a real provider this address when you register your
/// application.
pub(crate) const CALLBACK: &str = "/callback";

/// How many codes may be open at the same time.
const MOST_CODES: usize = 1000;

/// What the provider remembers for each code: who agreed, and the challenge of the request.
type Codes = HashMap<String, Grant>;

struct Grant {
    username: String,
    challenge: String,
}

#[derive(Clone, Default)]
pub(crate) struct Provider(Arc<Mutex<Codes>>);

/// What the application sends along with the visitor.
#[derive(Deserialize)]
struct Asked {
    state: String,
    code_challenge: String,
}

#[derive(Deserialize)]
struct Agreed {
    state: String,
    code_challenge: String,
    username: String,
}

impl Provider {
    pub(crate) fn router(self) -> Router {
        Router::new().route(AUTHORIZE, get(ask).post(agree)).with_state(self)
    }

    /// The name of the visitor who agreed, if the hash of `verifier` is the challenge of that code. Each code
    /// works once.
    pub(crate) fn redeem(&self, code: &str, verifier: &str) -> Option<String> {
        let grant = self.codes().remove(code)?;
        let challenge = BASE64URL.encode(Sha256::digest(verifier));
        (challenge == grant.challenge).then_some(grant.username)
    }

    fn codes(&self) -> std::sync::MutexGuard<'_, Codes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn ask(Query(asked): Query<Asked>) -> Html<String> {
    let main = format!(
        "<section class=card><h1>The provider</h1>
        <p class=lead>An application asks who you are.</p>
        <form class=fields method=post action={AUTHORIZE}>
        <input type=hidden name=state value='{}'>
        <input type=hidden name=code_challenge value='{}'>
        <label for=name>Name</label>
        <input id=name name=username required maxlength=60 autocomplete=username>
        <button class=button>Agree</button></form></section>",
        escape(&asked.state),
        escape(&asked.code_challenge)
    );
    shared::page("Provider", &main)
}

async fn agree(State(provider): State<Provider>, Form(agreed): Form<Agreed>) -> Result<Redirect, StatusCode> {
    // The state goes back unchanged. It is put into a URL as it is, so only base64url is allowed here.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !agreed.state.bytes().all(is_plain) || agreed.username.chars().count() > 60 {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let code = crate::random()?;
    let mut codes = provider.codes();
    if codes.len() >= MOST_CODES {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    }
    codes.insert(code.clone(), Grant { username: agreed.username, challenge: agreed.code_challenge });
    Ok(Redirect::to(&format!("{CALLBACK}?state={}&code={code}", agreed.state)))
}
