//! [`App`]: Loco's hooks, of which `after_routes` adds the session.

use async_trait::async_trait;
use axum::Router;
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Keyring};
use loco_rs::app::{AppContext, Hooks};
use loco_rs::bgworker::Queue;
use loco_rs::boot::{BootResult, StartMode, create_app};
use loco_rs::config::Config;
use loco_rs::controller::AppRoutes;
use loco_rs::environment::Environment;
use loco_rs::task::Tasks;
use loco_rs::{Error, Result};
use serde::Deserialize;

use crate::controller;

#[derive(IronSession)]
#[iron(cookie = "__Host-loco", max_age = "7d")]
pub(crate) struct SessionData {
    name: Option<String>,
}

/// `settings` in the files in `config`.
#[derive(Deserialize)]
struct Settings {
    session_secret: String,
}

#[derive(Debug)]
pub(crate) struct App;

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        env!("CARGO_CRATE_NAME")
    }

    async fn boot(mode: StartMode, environment: &Environment, config: Config) -> Result<BootResult> {
        create_app::<Self>(mode, environment, config).await
    }

    fn routes(_: &AppContext) -> AppRoutes {
        AppRoutes::with_default_routes().add_route(controller::routes())
    }

    /// The layer stands around all routes, and around Loco's middleware.
    async fn after_routes(router: Router, context: &AppContext) -> Result<Router> {
        let sessions = SessionLayer::<SessionData>::new(keys(context)?);
        Ok(router.layer(sessions.refuse_cross_site()))
    }

    async fn connect_workers(_: &AppContext, _: &Queue) -> Result<()> {
        Ok(())
    }

    fn register_tasks(_: &mut Tasks) {}
}

/// The secret of the configuration. A secret that cannot be used is an error at start, which says why.
fn keys(context: &AppContext) -> Result<Keyring> {
    let settings: Settings = context.config.settings()?;
    Keyring::from_secret(&settings.session_secret).map_err(Error::wrap)
}
