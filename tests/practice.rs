//! Small applications as users of the library write and test them, one for each framework. The page `testing`
//! shows their tests.

/// The files in the folder `practice`.
mod practice {
    mod actix;
    mod axum;
    mod page;
    mod poem;
    mod rocket;
    #[cfg(feature = "salvo-client")]
    mod salvo;
    mod session;
    mod warp;
}
