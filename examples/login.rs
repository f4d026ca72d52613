//! A whole login in one encrypted cookie: sign in, remember a choice, show a notice once, sign out.
//!
//! ```text
//! cargo run --example login           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example login 8080      # another port; 0 takes any free one
//! ```
//!
//! It runs without any set-up. If `IRON_SESSION_PASSWORD` is not set, the program makes a new key, and the
//! sessions end when it stops.
//!
//! Below the login, the page shows two things side by side: the cookie that the browser holds, and the
//! session that the handlers read from it. Change one character of the cookie in the browser's developer
//! tools and reload. The seal no longer opens, and you are a stranger to the server. A real page never shows
//! its cookie, because scripts must not see it.

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session, SessionError, SessionManager, Severity};
use serde::{Deserialize, Serialize};
use shared::Outcome;

#[path = "login/page.rs"]
mod page;

/// In characters. Limit what a visitor can put into a session, because a cookie has at most 4096 bytes.
const LONGEST_NAME: usize = 60;

/// All that the server knows about a visitor. It is stored only in the visitor's cookie.
#[derive(IronSession)]
#[iron(cookie = "__Host-login", max_age = "7d")]
struct SessionData {
    name: Option<String>,
    #[iron(default = Theme::Auto)]
    theme: Theme,
    visits: u32,
    /// Shown once: the only accessor that reads it is `take_notice`, which also removes it.
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

/// Shows who the visitor is. A stranger gets no cookie, because there is nothing to remember yet.
async fn home(mut session: Session<SessionData>) -> Result<Html<String>, SessionError> {
    let notice = session.take_notice();
    if !session.meta().is_new() {
        *session.visits_mut() += 1;
    }
    // The layer saves the session anyway. This page also saves it here, to show the cookie. The layer then
    // sends the same cookie.
    let mut response = HeaderMap::new();
    session.save(&mut response)?;
    Ok(Html(page::home(&session, notice.as_deref(), &response)))
}

/// Signs in. A real application checks a password or a passkey first. Everything else stays as it is here.
async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Result<Redirect, Refusal> {
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let why = format!("A name has 1 to {LONGEST_NAME} characters.");
        return Err((StatusCode::UNPROCESSABLE_ENTITY, Html(page::refusal(&why))));
    }
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_name(name);
    session.set_notice(format!("Welcome, {name}. This notice is shown once."));
    Ok(Redirect::to("/"))
}

/// A page that says why the request was refused.
type Refusal = (StatusCode, Html<String>);

/// Remembers the theme. This works for strangers too.
async fn choose_theme(mut session: Session<SessionData>, Form(choice): Form<Choice>) -> Redirect {
    session.set_theme(choice.theme);
    Redirect::to("/")
}

/// Signs out: the browser removes the cookie, and the session with it.
async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    // If a session cannot be saved, the visitor gets an empty 500 in place of the page. The operator reads
    // the reason here.
    let sessions = SessionManager::<SessionData>::new(shared::keyring()?).on_event(|report| {
        if report.severity() >= Severity::Warn {
            eprintln!("{report}");
        }
    });
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/theme", post(choose_theme))
        .route("/logout", post(logout))
        .layer(SessionLayer::from(sessions).refuse_cross_site());
    shared::serve(app).await
}
