//! The behaviour of `iron-session`, one file for each part of it.

mod axum;
mod client;
mod common;
mod events;
mod examples;
mod fe26;
mod fe26_vectors;
mod fields;
mod integrity;
mod jar;
mod keys;
mod layer;
mod lifetime;
mod login;
mod manager;
mod parsing;
mod payload;
mod reference;
mod response;
mod round_trip;
mod schema;
mod server;
mod size;
mod slot;
mod two_keys;
mod vectors;
