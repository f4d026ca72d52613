//! One contract, kept by every framework: each file of `frameworks` builds the same small site in its framework's own way,
//! and `contract.rs` visits all of them over real connections.

#[expect(dead_code, reason = "the other tests use all of it")]
mod client;
mod jar;

/// What lies in the directory `frameworks`.
mod frameworks {
    mod actix;
    mod axum;
    mod contract;
    mod poem;
    mod rocket;
    mod salvo;
    mod site;
    mod tower;
    mod warp;
}
