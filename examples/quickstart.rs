//! What is the least that signs in, reads and signs out with axum?
//!
//! ```text
//! cargo run --example quickstart          # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example quickstart 8080     # another port; 0 takes any free one
//! ```
//!
//! There is no page to sign in on: `curl -c jar -d username=ada http://127.0.0.1:3000/login`, then `curl -b jar
//! http://127.0.0.1:3000/`. A login that is more than an example also calls `session.renew()`.

#![expect(missing_docs, missing_debug_implementations, reason = "word for word what the design promises")]

use std::fmt;
use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::response::Redirect;
use axum::routing::{get, post};
use iron_session::tower::SessionLayer;
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
        .layer(SessionLayer::<SessionData>::new(keys));
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

/// A member may be any type that serde knows.
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
