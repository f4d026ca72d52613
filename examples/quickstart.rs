//! What is the smallest program with axum that signs in, reads the session and signs out?
//!
//! ```text
//! cargo run --example quickstart          # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example quickstart 8080     # another port; 0 takes any free one
//! ```
//!
//! It has no page for the login. Use curl: first `curl -c jar -d username=ada http://127.0.0.1:3000/login`,
//! then `curl -b jar http://127.0.0.1:3000/`. The login of a real application also calls `session.renew()`.

#![expect(missing_docs, missing_debug_implementations, reason = "as short as it can be")]

use std::fmt;
use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::response::Redirect;
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{Expiring, IronSession, Session};
use serde::{Deserialize, Serialize};

#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "30d")]
pub struct SessionData {
    username: Option<String>,
    is_logged_in: bool,
    #[iron(default = Theme::Light)]
    theme: Theme,
    #[iron(flash)]
    notice: Option<String>,
    #[iron(lifetime = "10m")]
    sudo: Expiring<UserId>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> shared::Outcome {
    let keys = shared::keyring()?;
    let app = Router::new()
        .route("/login", post(login))
        .route("/logout", post(logout))
        .route("/", get(home))
        .layer(SessionLayer::<SessionData>::new(keys).refuse_cross_site());
    shared::serve(app).await
}

async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Redirect {
    session.set_username(form.username);
    Redirect::to("/")
}
async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}
async fn home(session: Session<SessionData>) -> String {
    format!("{:?} {}", session.username(), session.theme())
}

#[derive(Deserialize)]
struct Login {
    username: String,
}

/// A member can have any type that implements serde's traits.
#[derive(Serialize, Deserialize)]
enum Theme {
    Light,
    Dark,
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Light => "light",
            Self::Dark => "dark",
        })
    }
}

#[derive(Serialize, Deserialize)]
struct UserId(u64);
