//! How does a form change the session, and how does the next page show the result exactly once?
//!
//! ```text
//! cargo run --example form            # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example form 8080       # another port; 0 takes any free one
//! ```
//!
//! Each form is sent by POST, and the answer is a redirect. The page after the redirect takes the message out
//! of the session and shows it. So a reload never sends the form again, and a refused form still holds what
//! was typed. If the session cannot be saved, the layer answers 500 in place of the redirect.

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session};
use serde::Deserialize;
use shared::{Outcome, escape};

/// In characters. Limit what a visitor can put into a session, because a cookie has at most 4096 bytes.
const LONGEST_NAME: usize = 60;

#[derive(IronSession)]
#[iron(cookie = "__Host-form", max_age = "7d")]
struct SessionData {
    username: Option<String>,
    /// A message that is shown once, on the page after the redirect.
    #[iron(flash)]
    notice: Option<String>,
    /// What was typed into a refused form.
    #[iron(flash)]
    draft: Option<String>,
}

#[derive(Deserialize)]
struct Login {
    username: String,
}

async fn home(mut session: Session<SessionData>) -> Html<String> {
    let notice = session.take_notice().map_or_else(String::new, |notice| {
        format!("<p class=notice role=status><span>{}</span></p>", escape(&notice))
    });
    let draft = session.take_draft().unwrap_or_default();
    let card = match session.username() {
        Some(name) => format!(
            "<h1>Hello, <bdi id=who>{}</bdi></h1>
            <p class=lead>Reload as often as you like: nothing is sent again.</p>
            <form method=post action=/logout><button class='button quiet'>Sign out</button></form>",
            escape(name)
        ),
        None => format!(
            "<h1>Sign in</h1>
            <p class=lead>Try a name with a digit in it: it is refused, and still there to be corrected.</p>
            <form class=sign-in method=post action=/login><label for=name>Name</label>
            <input id=name name=username value='{}' maxlength={LONGEST_NAME} autocomplete=username>
            <button class=button>Sign in</button></form>",
            escape(&draft)
        ),
    };
    shared::page("Form and redirect", &format!("{notice}<section class=card>{card}</section>"))
}

async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Redirect {
    let name = form.username.trim();
    if is_name(name) {
        session.renew(); // at each login, so that no time or id from before it stays in use
        session.set_username(name);
        session.set_notice("You are signed in.");
    } else {
        session.set_notice(format!("A name has 1 to {LONGEST_NAME} characters, none of them a digit."));
        session.set_draft(name.chars().take(LONGEST_NAME).collect::<String>());
    }
    Redirect::to("/")
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains(char::is_numeric)
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
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site());
    shared::serve(app).await
}
