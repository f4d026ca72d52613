//! Sign in, keep a choice, say something once, sign out: a whole login in one encrypted cookie.
//!
//! ```text
//! cargo run --example login           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example login 8080      # another port; 0 takes any free one
//! ```
//!
//! Nothing has to be set up. Without `IRON_SESSION_PASSWORD` a key is made for this run, so that sessions end with it.
//!
//! Below the login, the page shows the cookie as the browser holds it beside the session as the handlers read it. Change
//! a character of the cookie in the browser's developer tools and reload: the seal no longer opens, and the server sees a
//! stranger. A real page never prints its cookie, since scripts are not meant to see it.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use iron_session::{IronSession, Keyring};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

#[path = "login/moment.rs"]
mod moment;
#[path = "login/page.rs"]
mod page;

/// The environment variable with the sealing secret.
const PASSWORD: &str = "IRON_SESSION_PASSWORD";

/// In characters. Whatever a visitor may put into a session needs a limit, because a cookie ends at 4096 bytes.
const LONGEST_NAME: usize = 60;

/// All that the server knows about a visitor. It is kept nowhere but in the visitor's cookie.
#[derive(IronSession)]
#[iron(cookie = "__Host-login", max_age = "7d")]
struct SessionData {
    name: Option<String>,
    #[iron(default = Theme::Auto)]
    theme: Theme,
    visits: u32,
    /// Read once: `take_notice` is the only accessor that reads it.
    #[iron(flash)]
    notice: Option<String>,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Theme {
    Auto,
    Light,
    Dark,
}

/// The fields of the sign-in form.
#[derive(Deserialize)]
struct Login {
    name: String,
}

/// The fields of the theme form.
#[derive(Deserialize)]
struct Choice {
    theme: Theme,
}

/// Shows who the visitor is. A stranger, of whom there is nothing to remember, gets no cookie.
async fn home(State(keys): State<Keyring>, request: HeaderMap) -> Result<(HeaderMap, Html<String>), Failure> {
    let mut session = SessionData::load(&request, &keys);
    let notice = session.take_notice();
    if !session.meta().is_new() {
        *session.visits_mut() += 1;
    }
    let mut response = HeaderMap::new();
    session.save(&mut response)?;
    let page = page::home(&session, notice.as_deref(), &response);
    Ok((response, Html(page)))
}

/// Signs in. A real application would check a password or a passkey first; the rest stays as it is.
async fn login(
    State(keys): State<Keyring>,
    request: HeaderMap,
    Form(form): Form<Login>,
) -> Result<Response, Failure> {
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Failure::Name);
    }
    let mut session = SessionData::load(&request, &keys);
    session.renew(); // so that nothing from before the login outlives it
    session.set_name(name);
    session.set_notice(format!("Welcome, {name}. This notice is shown once."));
    let mut response = Redirect::to("/").into_response();
    session.save(&mut response)?;
    Ok(response)
}

/// Remembers the theme, of a stranger too.
async fn choose_theme(
    State(keys): State<Keyring>,
    request: HeaderMap,
    Form(choice): Form<Choice>,
) -> Result<Response, Failure> {
    let mut session = SessionData::load(&request, &keys);
    session.set_theme(choice.theme);
    let mut response = Redirect::to("/").into_response();
    session.save(&mut response)?;
    Ok(response)
}

/// Signs out: the browser forgets the cookie, and with it the session is gone.
async fn logout(State(keys): State<Keyring>, request: HeaderMap) -> Result<Response, Failure> {
    let session = SessionData::load(&request, &keys);
    let mut response = Redirect::to("/").into_response();
    session.destroy().save(&mut response)?;
    Ok(response)
}

/// Why a request was not done.
enum Failure {
    /// The name is empty or too long.
    Name,
    /// The session could not be saved, so that nothing of the request may look done.
    Save(iron_session::Error),
}

impl From<iron_session::Error> for Failure {
    fn from(error: iron_session::Error) -> Self {
        Self::Save(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Self::Name => {
                (StatusCode::UNPROCESSABLE_ENTITY, format!("A name has 1 to {LONGEST_NAME} characters."))
            }
            Self::Save(error) => {
                eprintln!("session not saved: {error}"); // for the operator, not for the visitor
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "This could not be saved. Nothing was changed.".to_owned(),
                )
            }
        };
        (status, Html(page::failure(&text))).into_response()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let port = port()?;
    let keys = keyring()?;
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/theme", post(choose_theme))
        .route("/logout", post(logout))
        .with_state(keys);
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        format!("cannot listen on port {port}: {error}; choose another: `cargo run --example login 8080`")
    })?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, app).with_graceful_shutdown(interrupted()).await?;
    Ok(())
}

/// The port from the first argument, else from `PORT`, else 3000.
fn port() -> Result<u16, String> {
    let Some(text) = env::args().nth(1).or_else(|| env::var("PORT").ok()) else {
        return Ok(3000);
    };
    text.parse().map_err(|_| format!("`{text}` is not a port; give a number from 0 to 65535"))
}

/// The keys of the environment or, to try this out without any set-up, one that lasts as long as the process.
fn keyring() -> Result<Keyring, iron_session::Error> {
    match Keyring::from_env(PASSWORD) {
        Err(iron_session::Error::SecretMissing { .. }) => {
            println!("{PASSWORD} is not set: using a new key, so sessions end when this server stops");
            Keyring::generate()
        }
        keys => keys,
    }
}

/// Completes on Ctrl-C. If that cannot be listened for, the system's own way of ending the process remains.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
