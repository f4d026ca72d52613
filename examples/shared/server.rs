//! The address on which an example listens, and its keys.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Once;

use axum::Router;
use iron_session::Keyring;
use tokio::net::TcpListener;

/// The environment variable that holds the secret.
const PASSWORD: &str = "IRON_SESSION_PASSWORD";

/// How a program ends.
pub type Outcome = Result<(), Box<dyn Error>>;

/// Prints what went wrong, if anything did.
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

/// The keys from the environment. If no secret is set there, a new key that lasts as long as the process.
///
/// # Errors
///
/// Those of [`Keyring::from_env`], for a secret that is set and cannot be used.
pub fn keyring() -> Result<Keyring, iron_session::Error> {
    or_new(Keyring::from_env(PASSWORD))
}

/// Like [`keyring`], for several applications that share one secret. No application opens the seals of
/// another.
///
/// # Errors
///
/// Those of [`keyring`].
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

/// Serves `app` until Ctrl-C, for requests from this machine only.
///
/// # Errors
///
/// Those of [`listen`].
pub async fn serve(app: Router) -> Outcome {
    serve_on(listen().await?, app).await
}

/// Like [`serve`], for an application that has to know its port before it is built.
///
/// # Errors
///
/// None that a person could mend: `axum` tries again by itself.
pub async fn serve_on(listener: TcpListener, app: Router) -> Outcome {
    axum::serve(listener, app).with_graceful_shutdown(interrupted()).await?;
    Ok(())
}

/// Listens on the port in the first argument, or else in `PORT`, or else on 3000. Prints the address.
///
/// # Errors
///
/// A message for people, if the text is not a port or the port is in use.
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

/// Completes on Ctrl-C. If the program cannot listen for it, the system ends the process in its own way.
pub async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
