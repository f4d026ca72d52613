//! Accounts: users in SQLite, sessions in sealed cookies. README.md says what it shows, and how to start it.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use axum::Router;
use axum::middleware::map_response;
use iron_session::axum::SessionLayer;
use iron_session::{Report, Revocations, SessionManager, Severity, TokenManager};
use shared::Outcome;

use crate::database::Database;
use crate::mail::MagicLink;
use crate::passwords::Passwords;
use crate::session::SessionData;

mod database;
mod ending;
mod label;
mod mail;
mod page;
mod pages;
mod passwords;
mod problem;
mod session;
#[cfg(test)]
mod tests;

/// What the handlers share.
#[derive(Clone)]
struct App {
    database: Database,
    passwords: Passwords,
    links: TokenManager<MagicLink>,
    revocations: Revocations<SessionData>,
}

/// The application. Tests give it keys and a clock of their own.
fn router(app: App, sessions: SessionManager<SessionData>) -> Router {
    pages::routes()
        .with_state(app)
        .layer(SessionLayer::new(sessions).refuse_cross_site())
        .layer(map_response(problem::with_page))
        .layer(map_response(page::with_headers))
}

#[tokio::main]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let keys = shared::keyring()?;
    let (file, redis) = (variable("DATABASE"), variable("REDIS"));
    if file.is_some() && redis.is_none() {
        println!("REDIS is not set: which sessions were ended is forgotten when this server stops");
    }
    let app = App {
        database: Database::open(file.as_deref().map(Path::new))?,
        passwords: Passwords::new()?,
        links: TokenManager::new(keys.clone()),
        revocations: ending::revocations(redis.as_deref()).await?.devices(),
    };
    let sessions = SessionManager::new(keys).revocations(&app.revocations)?.on_event(log);
    shared::serve(router(app, sessions)).await
}

/// Tells whoever runs the server what is worth a look, such as a cookie that was changed.
fn log(report: &Report<'_>) {
    if report.severity() >= Severity::Warn {
        eprintln!("{report}");
    }
}

/// The text of a variable that is set to something.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|text| !text.is_empty())
}
