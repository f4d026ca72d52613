//! The same tests for every framework. Each file of `frameworks` builds the same small site in the way of its
//! framework. `contract.rs` visits all of them over real connections.

#[expect(dead_code, reason = "the other tests use all of it")]
mod client;

/// Functions of a file below as tests of one framework.
macro_rules! as_tests {
    ($file:ident, $framework:ty: $($clause:ident)*) => {
        $(
            #[test]
            fn $clause() {
                $crate::frameworks::$file::$clause::<$framework>();
            }
        )*
    };
}

/// The files in the folder `frameworks`.
mod frameworks {
    mod actix;
    mod axum;
    mod cancelled;
    mod contract;
    mod cross_site;
    mod poem;
    mod revocation;
    mod rocket;
    mod salvo;
    mod scripted;
    mod site;
    mod tower;
    mod warp;
    mod who_may;
}
