//! Where an example listens, and with which keys.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Once;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use iron_session::Keyring;
use tokio::net::TcpListener;

/// The environment variable with the sealing secret.
const PASSWORD: &str = "IRON_SESSION_PASSWORD";

/// How a program ends.
pub type Outcome = Result<(), Box<dyn Error>>;

/// Says what went wrong, if anything did.
#[must_use]
pub fn exit_code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The keys of the environment or, to try an example without any set-up, one that lasts as long as the process.
///
/// # Errors
///
/// Those of [`Keyring::from_env`] for a secret that is set and cannot be used.
pub fn keyring() -> Result<Keyring, iron_session::Error> {
    or_new(Keyring::from_env(PASSWORD))
}

/// As [`keyring`], for one of several that share the secret; none opens what another sealed.
///
/// # Errors
///
/// As [`keyring`].
pub fn keyring_of(context: &str) -> Result<Keyring, iron_session::Error> {
    or_new(Keyring::builder().context(context).env(PASSWORD).build())
}

fn or_new(keys: Result<Keyring, iron_session::Error>) -> Result<Keyring, iron_session::Error> {
    static NOTE: Once = Once::new();
    if !matches!(keys, Err(iron_session::Error::SecretMissing { .. })) {
        return keys;
    }
    NOTE.call_once(|| {
        println!("{PASSWORD} is not set: using a new key, so sessions end when this server stops");
    });
    Keyring::generate()
}

/// Refuses what other sites make a browser send, but for visits: such a POST comes without the session's cookie, and what a
/// handler then writes for the stranger would replace the visitor's session.
async fn same_origin(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").map(HeaderValue::as_bytes);
    if request.method().is_safe() || matches!(site, None | Some(b"same-origin" | b"none")) {
        return next.run(request).await;
    }
    StatusCode::FORBIDDEN.into_response()
}

/// Serves `app` on this machine alone, until Ctrl-C.
///
/// # Errors
///
/// As [`listen`].
pub async fn serve(app: Router) -> Outcome {
    let listener = listen().await?;
    axum::serve(listener, app.layer(from_fn(same_origin))).with_graceful_shutdown(interrupted()).await?;
    Ok(())
}

/// Listens on the port of the first argument, else of `PORT`, else 3000, and says where.
///
/// # Errors
///
/// A text for people, if that is no port or the port is taken.
pub async fn listen() -> Result<TcpListener, Box<dyn Error>> {
    let port = port()?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| {
        format!("cannot listen on port {port}: {error}; choose another as the first argument, such as `8080`")
    })?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(listener)
}

fn port() -> Result<u16, String> {
    let Some(text) = env::args().nth(1).or_else(|| env::var("PORT").ok()) else {
        return Ok(3000);
    };
    text.parse().map_err(|_| format!("`{text}` is not a port; give a number from 0 to 65535"))
}

/// Completes on Ctrl-C. If that cannot be listened for, the system's own way of ending the process remains.
pub async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
