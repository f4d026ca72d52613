//! How does one request have two sessions, such as one of a customer and one of an administrator?
//!
//! ```text
//! cargo run --example two_sessions        # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example two_sessions 8080   # another port; 0 takes any free one
//! ```
//!
//! With two types, two cookies and two layers. Each session begins, ends and expires on its own, and neither
//! cookie opens in place of the other. A handler takes the session that it needs, or both.

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Session};
use serde::Deserialize;
use shared::{Outcome, escape};

#[derive(IronSession)]
#[iron(cookie = "__Host-user", max_age = "30d")]
struct User {
    name: Option<String>,
}

/// A short session. With `same_site = "strict"`, the browser does not send it with requests that another site
/// starts.
#[derive(IronSession)]
#[iron(cookie = "__Host-admin", max_age = "15m", same_site = "strict")]
struct Admin {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Login {
    name: String,
}

impl Login {
    /// The name, if it has a sensible length. A real application checks a password or a passkey.
    fn checked(&self) -> Option<&str> {
        Some(self.name.trim()).filter(|name| (1..=60).contains(&name.chars().count()))
    }
}

async fn home(user: Session<User>, admin: Session<Admin>) -> Html<String> {
    let (user, admin) = (side("user", user.name()), side("admin", admin.name()));
    let main = format!("<h1>Two sessions</h1>
        <p class=lead>Sign in on both sides, then sign out on one. The other side stays, because each has a cookie of its
        own. The administrator’s ends by itself after 15 minutes.</p><div class='sides roomy'>{user}{admin}</div>");
    shared::page("Two sessions", &main)
}

fn side(role: &str, name: Option<&str>) -> String {
    let body = match name {
        Some(name) => format!(
            "<p>Signed in as <b><bdi id={role}>{}</bdi></b>.</p>
            <form method=post action=/{role}/logout><button class='button quiet'>Sign out</button></form>",
            escape(name)
        ),
        None => format!(
            "<p>Nobody is signed in.</p>
            <form class=fields method=post action=/{role}/login><label for={role}-name>Name</label>
            <input id={role}-name name=name required maxlength=60 autocomplete=off>
            <button class=button>Sign in as {role}</button></form>"
        ),
    };
    format!("<section class=side><h3>The {role}’s session</h3>{body}</section>")
}

async fn user_login(mut user: Session<User>, Form(login): Form<Login>) -> Redirect {
    if let Some(name) = login.checked() {
        user.renew();
        user.set_name(name);
    }
    Redirect::to("/")
}

async fn admin_login(mut admin: Session<Admin>, Form(login): Form<Login>) -> Redirect {
    if let Some(name) = login.checked() {
        admin.renew();
        admin.set_name(name);
    }
    Redirect::to("/")
}

async fn logout<T: IronSession>(session: Session<T>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let keys = shared::keyring()?; // one keyring is enough: each seal is valid for one cookie name only
    let app = Router::new()
        .route("/", get(home))
        .route("/user/login", post(user_login))
        .route("/user/logout", post(logout::<User>))
        .route("/admin/login", post(admin_login))
        .route("/admin/logout", post(logout::<Admin>))
        .layer(SessionLayer::<User>::new(keys.clone()))
        .layer(SessionLayer::<Admin>::new(keys).refuse_cross_site());
    shared::serve(app).await
}
