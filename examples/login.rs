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

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::tower::SessionLayer;
use iron_session::{IronSession, Session, SessionError, SessionManager};
use serde::{Deserialize, Serialize};
use shared::Outcome;

#[path = "login/page.rs"]
mod page;

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
async fn home(mut session: Session<SessionData>) -> Result<Html<String>, SessionError> {
    let notice = session.take_notice();
    if !session.meta().is_new() {
        *session.visits_mut() += 1;
    }
    // The layer saves by itself. Saved here, the cookie can be shown; the layer then sends the same.
    let mut response = HeaderMap::new();
    session.save(&mut response)?;
    Ok(Html(page::home(&session, notice.as_deref(), &response)))
}

/// Signs in. A real application would check a password or a passkey first; the rest stays as it is.
async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Result<Redirect, Refusal> {
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let why = format!("A name has 1 to {LONGEST_NAME} characters.");
        return Err((StatusCode::UNPROCESSABLE_ENTITY, Html(page::refusal(&why))));
    }
    session.renew(); // so that nothing from before the login outlives it
    session.set_name(name);
    session.set_notice(format!("Welcome, {name}. This notice is shown once."));
    Ok(Redirect::to("/"))
}

/// A page that says why nothing was done.
type Refusal = (StatusCode, Html<String>);

/// Remembers the theme, of a stranger too.
async fn choose_theme(mut session: Session<SessionData>, Form(choice): Form<Choice>) -> Redirect {
    session.set_theme(choice.theme);
    Redirect::to("/")
}

/// Signs out: the browser forgets the cookie, and with it the session is gone.
async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    // If a session cannot be saved, the visitor gets an empty 500 rather than a page that pretends; this is for the operator.
    let sessions = SessionManager::<SessionData>::new(shared::keyring()?)
        .on_error(|error| eprintln!("session not saved: {error}"));
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/theme", post(choose_theme))
        .route("/logout", post(logout))
        .layer(SessionLayer::from(sessions));
    shared::serve(app).await
}
