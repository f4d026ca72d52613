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
//! `SameSite=Lax`, because the redirect of the provider comes from another site.
//!
//! Apple and others send a form instead (`response_mode=form_post`). With a POST of another site no Lax
//! cookie comes. `oauth/posted.rs` shows what to do then. The provider in `oauth/provider.rs` is only for
//! this example.

use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use iron_session::axum::SessionLayer;
use iron_session::{CrossSite, IronSession, Session};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::{Outcome, escape};

use crate::posted::PostedFlow;
use crate::provider::{Provider, ResponseMode};

#[path = "oauth/posted.rs"]
mod posted;
#[path = "oauth/provider.rs"]
mod provider;

#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "7d")]
struct SessionData {
    username: Option<String>,
}

/// The login that is under way, if the provider answers by a redirect.
#[derive(IronSession)]
#[iron(cookie = "__Host-oauth", max_age = "10m", same_site = "lax")]
struct Flow {
    attempt: Option<Attempt>,
}

/// What the callback needs when the visitor comes back from the provider.
#[derive(Serialize, Deserialize)]
struct Attempt {
    state: String,
    verifier: String,
    return_to: String,
}

/// Where the pages are. The provider is on the other name of this machine, which is another site for
/// browsers.
#[derive(Clone)]
struct Site {
    application: Arc<str>,
    at_provider: Arc<str>,
    provider: Provider,
}

#[derive(Deserialize)]
struct Start {
    return_to: String,
}

impl Attempt {
    /// A new attempt, and the address at the provider that it begins with.
    fn begin(start: &Start, site: &Site, mode: ResponseMode) -> Result<(Self, Redirect), StatusCode> {
        let (state, verifier) = (random()?, random()?);
        let challenge = BASE64URL.encode(Sha256::digest(&verifier));
        let to = format!(
            "{}{}?state={state}&code_challenge={challenge}&response_mode={}",
            site.at_provider,
            provider::AUTHORIZE,
            mode.as_str()
        );
        let return_to = if shared::is_local(&start.return_to) { &start.return_to } else { "/" };
        Ok((Self { state, verifier, return_to: return_to.to_owned() }, Redirect::to(&to)))
    }

    /// Who agreed at the provider. None if the answer is not for this attempt.
    ///
    /// A real application sends the code and the verifier to the provider's token endpoint. A code that
    /// somebody else asked for never gets there, because its state is not the one in the session.
    fn redeem(&self, provider: &Provider, answer: &Callback) -> Option<String> {
        (self.state == answer.state).then(|| provider.redeem(&answer.code, &self.verifier)).flatten()
    }
}

/// What the provider sends. If it refuses, the members are missing. They are then empty, and match nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Callback {
    state: String,
    code: String,
}

async fn start(
    mut flow: Session<Flow>,
    State(site): State<Site>,
    Form(form): Form<Start>,
) -> Result<Redirect, StatusCode> {
    let (attempt, to) = Attempt::begin(&form, &site, ResponseMode::Query)?;
    flow.restart(); // forget any earlier attempt
    flow.set_attempt(attempt);
    Ok(to)
}

async fn callback(
    mut flow: Session<Flow>,
    mut session: Session<SessionData>,
    State(site): State<Site>,
    Query(answer): Query<Callback>,
) -> Result<Redirect, Refusal> {
    let attempt = flow.take_attempt();
    flow.destroy();
    let attempt = attempt.ok_or_else(refusal)?;
    let username = attempt.redeem(&site.provider, &answer).ok_or_else(refusal)?;
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_username(username);
    Ok(Redirect::to(&attempt.return_to))
}

/// A random value of 256 bits, which nobody can guess. It is used once, so a comparison that does not take
/// constant time reveals nothing useful.
fn random() -> Result<String, StatusCode> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(BASE64URL.encode(bytes))
}

async fn home(State(site): State<Site>, headers: HeaderMap, session: Session<SessionData>) -> Response {
    if headers.get(HOST).is_none_or(|host| site.application.strip_prefix("http://") != host.to_str().ok()) {
        return Redirect::to(&site.application).into_response(); // the provider leads back to that host only
    }
    match session.username() {
        Some(name) => signed_in("Hello,", name).into_response(),
        None => shared::page_leading_to(&site.at_provider, "OAuth", SIGN_IN).into_response(),
    }
}

async fn report(session: Session<SessionData>) -> Result<Html<String>, Redirect> {
    session.username().map(|name| signed_in("A report for", name)).ok_or_else(|| Redirect::to("/"))
}

fn signed_in(title: &str, name: &str) -> Html<String> {
    let main = format!(
        "<section class=card><h1>{title} <bdi id=who>{}</bdi></h1>
        <p class=lead>Look at the cookies in the developer tools: the one that held the login’s state is gone.</p>
        <form class=row method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
        escape(name)
    );
    shared::page("OAuth", &main)
}

const SIGN_IN: &str = "<section class=card><h1>Sign in</h1>
    <p class=lead>An identity provider tells us who you are. It answers by a redirect.</p>
    <form class=row method=post action=/login>
    <button class=button name=return_to value=/>Sign in</button>
    <button class='button quiet' name=return_to value=/report>Sign in to see the report</button></form></section>
    <section class=card><h3>By a form, as Apple does</h3>
    <p class=lead>The provider’s page sends a form to this site. No Lax cookie comes with it.</p>
    <form method=post action=/login/posted>
    <button class=button name=return_to value=/report>Sign in by form post</button></form></section>
    <section class=card><h3>Try it</h3>
    <p>While you are at the provider, open this site in a second tab, and look at its cookies in the developer tools
    there: <code>__Host-oauth</code> is Lax, <code>__Host-oauth-posted</code> is None, and each lasts ten minutes.</p>
    <p>Or begin a login, copy the provider’s address into another browser, and agree there: that browser is not signed
    in.</p></section>";
const FAILED: &str = "<section class=card><h1>That did not work</h1>
    <p class=lead>This sign-in did not start here, took too long, or was used before.</p>
    <a class=button href=/>Back</a></section>";

type Refusal = (StatusCode, Html<String>);

fn refusal() -> Refusal {
    (StatusCode::BAD_REQUEST, shared::page("Sign in", FAILED))
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
    let keys = shared::keyring()?;
    let listener = shared::listen().await?;
    let port = listener.local_addr()?.port();
    let origin = |host: &str| Arc::from(format!("http://{host}:{port}"));
    let (application, at_provider) = (origin("127.0.0.1"), origin("localhost"));
    let provider = Provider::new(&application);
    let app = Router::new()
        .route("/", get(home))
        .route("/report", get(report))
        .route("/login", post(start))
        .route(provider::CALLBACK, get(callback))
        .route("/login/posted", post(posted::start))
        .route(provider::POSTED, post(posted::callback))
        .route(posted::FINISH, get(posted::finish))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(keys.clone()))
        .layer(SessionLayer::<PostedFlow>::new(keys.clone()))
        // Other sites may send forms to this one path. The handler there compares the state.
        .layer(
            SessionLayer::<Flow>::new(keys)
                .refuse_cross_site_with(CrossSite::new().except(provider::POSTED)?),
        )
        .with_state(Site { application, at_provider, provider: provider.clone() })
        .merge(provider.router());
    shared::serve_on(listener, app).await
}
