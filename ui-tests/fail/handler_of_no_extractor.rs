use axum::routing::get;
use axum::{Extension, Router};
use iron_session::axum::Returned;
use iron_session::{IronSession, Session};

#[derive(IronSession)]
struct SessionData {}

async fn borrowed(_session: &mut Session<SessionData>) {}

async fn of_extensions(_session: Extension<Session<SessionData>>) {}

async fn returned(session: Returned<SessionData>) -> (Returned<SessionData>, &'static str) {
    (session, "kept")
}

fn main() {
    let _: Router = Router::new().route("/", get(borrowed));
    let _: Router = Router::new().route("/", get(of_extensions));
    let _: Router = Router::new().route("/", get(returned));
}
