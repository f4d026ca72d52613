//! Loco: sessions in sealed cookies, in an application with Loco's own hooks, controllers and configuration.
//! README.md says how to start it, and what to look at.

use loco_rs::cli;

use crate::app::App;

mod app;
mod controller;
#[cfg(test)]
mod tests;

#[tokio::main]
async fn main() -> loco_rs::Result<()> {
    cli::main::<App>().await
}
