//! What connects the session to each framework: the layer that saves it and the extractors that take it.
//! Each framework has one file or folder.

#[macro_use]
mod shared;

#[cfg(feature = "actix")]
pub mod actix;
#[cfg(feature = "axum")]
pub mod axum;
mod gate;
mod pending;
#[cfg(feature = "poem")]
pub mod poem;
mod remains;
#[cfg(feature = "rocket")]
pub mod rocket;
#[cfg(feature = "salvo")]
pub mod salvo;
mod saving;
#[cfg(feature = "tower")]
pub mod tower;
#[cfg(feature = "warp")]
pub mod warp;
