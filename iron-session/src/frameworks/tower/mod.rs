//! A [`tower_layer::Layer`] that lends each request its session and saves it: for axum, hyper and everything
//! else that is built on tower.

mod body;
mod layer;
mod request;
mod service;

pub use self::body::SessionBody;
pub use self::layer::SessionLayer;
pub use self::request::RequestSession;
pub use self::service::{SessionFuture, SessionService};
