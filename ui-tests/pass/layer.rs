//! A layer is made of a keyring or of a manager.

use iron_session::tower::{SessionLayer, SessionService};
use iron_session::{IronSession, Keyring, SessionManager};
use http::Response;

#[derive(IronSession)]
struct Data {}

fn of_keys(keys: Keyring) -> SessionLayer<Data> {
    SessionLayer::new(keys)
}

fn of_a_manager(keys: Keyring) -> Result<SessionLayer<Data>, iron_session::Error> {
    let manager = SessionManager::new(keys).domain("shop.example")?;
    Ok(SessionLayer::new(manager))
}

/// The type of the session is that of the manager.
fn inferred(manager: SessionManager<Data>) {
    let _ = SessionLayer::new(manager);
}

fn main() {
    let keys = Keyring::generate().unwrap();
    inferred(SessionManager::new(keys.clone()));
    let _: Option<SessionService<Response<()>, Data>> = None;
    let _ = (of_keys(keys.clone()), of_a_manager(keys));
}
