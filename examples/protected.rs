//! How are pages protected, so that only visitors who are signed in can see them?
//!
//! ```text
//! cargo run --example protected       # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example protected 8080  # another port; 0 takes any free one
//! ```
//!
//! The extractor `SignedIn` protects one handler (`/profile`), or as a layer a group of routes (`/orders` and
//! `/orders/7`). A handler that takes it never runs without a login, even if somebody forgets the layer.
//!
//! Who opens such a page is sent to `/login?next=/orders/7`. After the login, `return_path` leads back there,
//! and to no other site. A script that asks for such a page gets a 401.

use std::process::ExitCode;

use axum::Router;
use axum::extract::{Form, Path, RawQuery};
use axum::middleware::from_extractor;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Login, Session, SignedIn, return_path};
use serde::Deserialize;
use shared::{Outcome, escape};

#[derive(IronSession)]
#[iron(cookie = "__Host-members", max_age = "7d")]
struct SessionData {
    username: Option<String>,
}

impl Login for SessionData {
    const PAGE: Option<&str> = Some("/login");

    fn is_signed_in(&self) -> bool {
        self.username().is_some()
    }
}

async fn orders() -> Html<String> {
    card("Orders", "<p class=lead>One so far: <a href=/orders/7>number 7</a></p>")
}

async fn order(Path(number): Path<u32>) -> Html<String> {
    card(&format!("Order {number}"), "<p class=lead>On its way.</p>")
}

async fn profile(session: SignedIn<SessionData>) -> Html<String> {
    let name = escape(session.username().unwrap_or_default());
    let logout = "<form method=post action=/logout><button class='button quiet'>Sign out</button></form>";
    card("Profile", &format!("<p class=lead>You are <bdi id=who>{name}</bdi>.</p>{logout}"))
}

async fn home() -> Html<String> {
    card("For everyone", "<p class=lead>The other pages are for those who are signed in. <a href=/orders/7>Open order 7</a> as a stranger:
        you are asked to sign in, and then led to the order.</p>")
}

/// The form has no `action`. So it posts to the address of its page, and `next` comes with it.
async fn login_page() -> Html<String> {
    card(
        "Sign in",
        "<form class=sign-in method=post><label for=name>Name</label>
        <input id=name name=username required maxlength=60 autocomplete=username>
        <button class=button>Sign in</button></form>",
    )
}

#[derive(Deserialize)]
struct Credentials {
    username: String,
}

async fn login(
    mut session: Session<SessionData>,
    RawQuery(query): RawQuery,
    Form(form): Form<Credentials>,
) -> Response {
    let name: String = form.username.trim().chars().take(60).collect();
    if name.is_empty() {
        return login_page().await.into_response();
    }
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_username(name);
    Redirect::to(return_path(query.as_deref()).as_deref().unwrap_or("/profile")).into_response()
}

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

fn card(title: &str, body: &str) -> Html<String> {
    let links = "<nav><a href=/>Home</a><a href=/orders>Orders</a><a href=/profile>Profile</a></nav>";
    shared::page(title, &format!("{links}<section class=card><h1>{title}</h1>{body}</section>"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let app = Router::new()
        .route("/orders", get(orders))
        .route("/orders/{number}", get(order))
        .route_layer(from_extractor::<SignedIn<SessionData>>()) // protects the routes above this line only
        .route("/", get(home))
        .route("/profile", get(profile))
        .route("/login", get(login_page).post(login))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site());
    shared::serve(app).await
}
