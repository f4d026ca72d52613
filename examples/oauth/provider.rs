//! A small identity provider for this example. It has one page, on which the visitor agrees. It exchanges
//! each code once, and only for a client that has the verifier.
//!
//! It answers as providers do: by a redirect, or if it is asked for `response_mode=form_post`, by a page
//! whose form sends itself to the application. Its pages are on another host than those of the application,
//! so that for the browser it is another site.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::escape;

pub(crate) const AUTHORIZE: &str = "/provider/authorize";
const SCRIPT: &str = "/provider/send.js";

/// Where the provider sends the visitor back to, by a redirect and by a form. You give a real provider these
/// addresses when you register your application.
pub(crate) const CALLBACK: &str = "/callback";
pub(crate) const POSTED: &str = "/callback/posted";

/// How many codes may be open at the same time, and for how long each.
const MOST_CODES: usize = 1000;
const LIFETIME: Duration = Duration::from_secs(60);

/// What the provider remembers for each code: who agreed, when, and the challenge of the request.
type Codes = HashMap<String, Grant>;

struct Grant {
    username: String,
    challenge: String,
    agreed: Instant,
}

#[derive(Clone)]
pub(crate) struct Provider {
    codes: Arc<Mutex<Codes>>,
    /// The origin of the application, which was registered.
    application: Arc<str>,
}

/// How the answer reaches the application.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ResponseMode {
    Query,
    FormPost,
}

impl ResponseMode {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }
}

/// What the application sends along with the visitor.
#[derive(Deserialize)]
struct Asked {
    state: String,
    code_challenge: String,
    response_mode: ResponseMode,
}

#[derive(Deserialize)]
struct Agreed {
    username: String,
    state: String,
    code_challenge: String,
    response_mode: ResponseMode,
}

impl Provider {
    pub(crate) fn new(application: &str) -> Self {
        Self { codes: Arc::default(), application: application.into() }
    }

    pub(crate) fn router(self) -> Router {
        let script = async || ([(CONTENT_TYPE, "text/javascript")], "document.forms[0].submit();");
        Router::new().route(AUTHORIZE, get(ask).post(agree)).route(SCRIPT, get(script)).with_state(self)
    }

    /// The name of the visitor who agreed, if the hash of `verifier` is the challenge of that code. Each code
    /// works once.
    pub(crate) fn redeem(&self, code: &str, verifier: &str) -> Option<String> {
        let grant = self.codes().remove(code)?;
        let challenge = BASE64URL.encode(Sha256::digest(verifier));
        (challenge == grant.challenge).then_some(grant.username)
    }

    /// The codes that are open.
    fn codes(&self) -> MutexGuard<'_, Codes> {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|_, grant| grant.agreed.elapsed() < LIFETIME);
        codes
    }

    /// Leads back by a page whose form sends itself. Without scripts, the visitor presses the button.
    fn post_back(&self, state: &str, code: &str) -> Html<String> {
        let application = &self.application;
        let main = format!(
            "<section class=card><h1>The provider</h1><p class=lead>Back to the application.</p>
            <form method=post action='{application}{POSTED}'>
            <input type=hidden name=state value='{state}'><input type=hidden name=code value='{code}'>
            <button class=button>Continue</button></form></section><script src={SCRIPT} type=module></script>"
        );
        shared::page_leading_to(application, "Provider", &main)
    }
}

async fn ask(State(provider): State<Provider>, Query(asked): Query<Asked>) -> Html<String> {
    let main = format!(
        "<section class=card><h1>The provider</h1>
        <p class=lead>An application asks who you are. In this example, any name will do.</p>
        <form class=fields method=post action={AUTHORIZE}>
        <input type=hidden name=state value='{}'>
        <input type=hidden name=code_challenge value='{}'>
        <input type=hidden name=response_mode value='{}'>
        <label for=name>Name</label>
        <input id=name name=username required maxlength=60 autocomplete=username>
        <button class=button>Agree</button></form></section>",
        escape(&asked.state),
        escape(&asked.code_challenge),
        asked.response_mode.as_str()
    );
    shared::page_leading_to(&provider.application, "Provider", &main)
}

async fn agree(State(provider): State<Provider>, Form(agreed): Form<Agreed>) -> Result<Response, StatusCode> {
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
    let Agreed { username, state, code_challenge: challenge, response_mode } = agreed;
    codes.insert(code.clone(), Grant { username, challenge, agreed: Instant::now() });
    Ok(match response_mode {
        ResponseMode::Query => {
            let to = format!("{}{CALLBACK}?state={state}&code={code}", provider.application);
            Redirect::to(&to).into_response()
        }
        ResponseMode::FormPost => provider.post_back(&state, &code).into_response(),
    })
}
