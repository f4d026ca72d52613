//! Leptos: a login by server functions, and the session read while the page is rendered on the server.
//! README.md says how to start it, and what to look at.

use std::process::ExitCode;

use iron_session::axum::SessionLayer;
use iron_session::{IntoSessionManager, IronSession, Session};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, extract, redirect};

mod pages;
#[cfg(test)]
mod tests;

#[derive(IronSession)]
#[iron(cookie = "__Host-leptos", max_age = "7d")]
struct SessionData {
    name: Option<String>,
}

/// Signs in. A real application checks a password or a passkey first.
#[server(endpoint = "sign_in")]
async fn sign_in(name: String) -> Result<(), ServerFnError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        redirect("/?refused");
        return Ok(());
    }
    let mut session: Session<SessionData> = extract().await?;
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_name(name);
    redirect("/");
    Ok(())
}

#[server(endpoint = "sign_out")]
async fn sign_out() -> Result<(), ServerFnError> {
    let session: Session<SessionData> = extract().await?;
    session.destroy();
    redirect("/");
    Ok(())
}

/// Who is signed in. Called while the server renders; in the browser it would be a request.
#[server(endpoint = "who")]
async fn who() -> Result<Option<String>, ServerFnError> {
    let session: Session<SessionData> = extract().await?;
    Ok(session.name().map(str::to_owned))
}

/// `leptos_routes` adds the pages and all server functions. The layer around them saves the session.
fn app(sessions: impl IntoSessionManager<SessionData>) -> axum::Router {
    let options = LeptosOptions::builder().output_name("leptos-recipe").build();
    axum::Router::new()
        .leptos_routes(&options, pages::routes(), pages::shell)
        .with_state(options)
        .layer(SessionLayer::new(sessions).refuse_cross_site())
}

#[tokio::main]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> shared::Outcome {
    shared::serve(app(shared::keyring()?)).await
}
