//! How does each tenant get a cookie of its own, on a domain that is known only when the server runs?
//!
//! ```text
//! cargo run --example tenants         # http://shop.localhost:3000, or the port in `PORT`
//! cargo run --example tenants 8080    # another port; 0 takes any free one
//! ```
//!
//! Each tenant has its own `SessionManager`. A login at `shop.localhost` is valid at `my.shop.localhost` too,
//! and not at `blog.localhost`. A cookie that somebody copies there by hand does not open, because the domain
//! of the tenant is the context of its keys. Browsers know that `*.localhost` is this machine.

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Request, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{Error, IronSession, Session, SessionManager};
use serde::Deserialize;
use shared::{Outcome, escape};
use tower::ServiceExt;

/// The name cannot begin with `__Host-`, because the cookie has a domain.
#[derive(IronSession)]
#[iron(cookie = "__Secure-tenant", max_age = "7d")]
struct SessionData {
    username: Option<String>,
}

/// A list in this example. In a real application, the tenants come from a database.
const DOMAINS: [&str; 2] = ["shop.localhost", "blog.localhost"];

/// The router of each tenant, by its domain.
type Tenants = HashMap<String, Router>;

/// The pages of one tenant, with sessions for its domain only.
fn tenant(domain: &str) -> Result<Router, Error> {
    let sessions = SessionManager::<SessionData>::new(shared::keyring_of(domain)?).domain(domain)?;
    Ok(Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/logout", post(logout))
        .layer(SessionLayer::from(sessions).refuse_cross_site())
        .with_state(Arc::from(domain)))
}

/// Passes a request to the tenant whose domain is the host, or is above the host.
async fn by_host(State(tenants): State<Arc<Tenants>>, request: Request) -> Response {
    let (host, port) = host_and_port(request.headers());
    let name = host.to_ascii_lowercase();
    let mut above = std::iter::successors(Some(&*name), |name| Some(name.split_once('.')?.1));
    match above.find_map(|domain| tenants.get(domain)) {
        Some(tenant) => tenant.clone().oneshot(request).await.into_response(),
        None => (StatusCode::NOT_FOUND, directory(port)).into_response(),
    }
}

fn host_and_port(headers: &HeaderMap) -> (&str, &str) {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    host.split_once(':').unwrap_or((host, ""))
}

fn directory(port: &str) -> Html<String> {
    let links: String = DOMAINS.iter().map(|domain| link(domain, port)).collect();
    let lead = "<p class=lead>These are here:</p>";
    let main = format!("<section class=card><h1>No such tenant</h1>{lead}<nav>{links}</nav></section>");
    shared::page("Tenants", &main)
}

fn link(host: &str, port: &str) -> String {
    format!("<a href='http://{host}:{}/'>{host}</a>", escape(port))
}

async fn home(
    State(domain): State<Arc<str>>,
    headers: HeaderMap,
    session: Session<SessionData>,
) -> Html<String> {
    let (host, port) = host_and_port(&headers);
    let body = match session.username() {
        Some(name) => format!(
            "<p class=lead>Hello, <bdi id=who>{}</bdi>. You are signed in on every host below {domain} too.</p>
            <form class=row method=post action=/logout><button class='button quiet'>Sign out</button></form>",
            escape(name)
        ),
        None => "<form class=sign-in method=post action=/login><label for=name>Name</label>
            <input id=name name=username required maxlength=60 autocomplete=username>
            <button class=button>Sign in</button></form>"
            .to_owned(),
    };
    let main =
        format!("<section class=card><h1>{domain}</h1>{body}</section>{}", what_to_try(&domain, host, port));
    shared::page(&domain, &main)
}

fn what_to_try(domain: &str, host: &str, port: &str) -> String {
    let hosts = DOMAINS.iter().flat_map(|domain| [(*domain).to_owned(), format!("my.{domain}")]);
    let links: String = hosts.map(|host| link(&host, port)).collect();
    format!(
        "<section class=card><h3>Try it</h3>
        <p>This is the host <b>{}</b>. Sign in here, then open the others:</p><nav>{links}</nav>
        <p>Every host below {domain} knows you. The other tenant does not: the browser sends it no cookie. Copy the
        cookie there in the developer tools, and it does not open, because the domain is part of the tenant’s keys.</p>
        </section>",
        escape(host)
    )
}

#[derive(Deserialize)]
struct Login {
    username: String,
}

async fn login(mut session: Session<SessionData>, Form(form): Form<Login>) -> Redirect {
    let name: String = form.username.trim().chars().take(60).collect();
    if !name.is_empty() {
        session.renew();
        session.set_username(name);
    }
    Redirect::to("/")
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
    let tenants = DOMAINS.map(|domain| Ok((domain.to_owned(), tenant(domain)?)));
    let tenants: Tenants = tenants.into_iter().collect::<Result<_, Error>>()?;
    shared::serve(Router::new().fallback(by_host).with_state(Arc::new(tenants))).await
}
