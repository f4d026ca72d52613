//! The site: a login, and a page that answers who is signed in. Both exist with the session layer and without
//! it.

use std::net::Ipv4Addr;
use std::time::{Duration, SystemTime};

use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::get;
use axum::{Router, serve as serve_router};
use iron_session::tower::SessionLayer;
use iron_session::{IronSession, Keyring, Session, SessionManager};
use tokio::net::TcpListener;

use crate::Outcome;

/// The visitors also know this key. They seal expired sessions with it.
const KEY: [u8; 32] = *b"\x01\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn";

#[derive(IronSession)]
#[iron(cookie = "__Host-load", max_age = "1h")]
pub(super) struct Account {
    user: Option<u64>,
}

pub(crate) async fn serve() -> Outcome {
    let layered = Router::new()
        .route("/login/{user}", get(login))
        .route("/read", get(read))
        .layer(SessionLayer::<Account>::new(Keyring::from_key(&KEY)?));
    let bare = Router::new().route("/login/{user}", get(bare_login)).route("/read", get(bare_read));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?.port());
    serve_router(listener, layered.nest("/bare", bare)).await?;
    Ok(())
}

async fn login(mut session: Session<Account>, Path(user): Path<u64>) -> Redirect {
    session.renew();
    session.set_user(user);
    Redirect::to("/read")
}

async fn read(session: Session<Account>) -> String {
    session.user().map_or_else(|| "nobody".to_owned(), |user| user.to_string())
}

async fn bare_login(Path(_): Path<u64>) -> Redirect {
    Redirect::to("/read")
}

async fn bare_read() -> String {
    "nobody".to_owned()
}

/// A cookie with a session of this user that has expired.
pub(super) fn expired_cookie(user: u64) -> Outcome<String> {
    let yesterday = SystemTime::now() - Duration::from_secs(86_400);
    let sessions = SessionManager::<Account>::new(Keyring::from_key(&KEY)?).clock(move || yesterday);
    let mut session = sessions.load(&http::HeaderMap::new());
    session.set_user(user);
    let text = session.set_cookies()?.into_iter().next().ok_or("a changed session is written")?;
    Ok(text.split(';').next().unwrap_or_default().to_owned())
}
