//! Guards that take the session before the handler does.

use std::sync::Arc;

use iron_session::rocket::RequestSession;
use iron_session::{Session, SessionError};
use rocket::async_trait;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};

use crate::frameworks::site::{Account, Site, first, pause, second, third};

type Failed = Arc<SessionError>;

fn status_of(error: &SessionError) -> Status {
    match error {
        SessionError::Unavailable { .. } => Status::ServiceUnavailable,
        _ => Status::InternalServerError,
    }
}

/// A guard that runs `$run` with the request. In other frameworks, a middleware does this before the handler.
macro_rules! guard {
    ($(#[$meta:meta])* $guard:ident $fields:tt: |$request:ident| $run:expr) => {
        $(#[$meta])*
        pub(super) struct $guard $fields;

        #[async_trait]
        impl<'r> FromRequest<'r> for $guard {
            type Error = Failed;

            async fn from_request($request: &'r Request<'_>) -> Outcome<Self, Failed> {
                let run = async || Ok::<Self, Failed>($run);
                match run().await {
                    Ok(guard) => Outcome::Success(guard),
                    Err(error) => Outcome::Error((status_of(&error), error)),
                }
            }
        }
    };
}

guard!(
    /// Ends the session.
    Ended(()): |request| {
        request.session::<Account>()?.destroy();
        Self(())
    }
);

guard!(
    /// Adds two visits, one by one.
    Twice(pub(super) u32): |request| {
        *request.session::<Account>()?.visits_mut() += 1;
        let mut session = request.session::<Account>()?;
        *session.visits_mut() += 1;
        Self(session.visits())
    }
);

guard!(
    /// Goes through the steps of `/steps`.
    Stepped(pub(super) String): |request| {
        first(request.session()?);
        pause().await;
        second(request.session()?).await;
        pause().await;
        Self(third(request.session()?))
    }
);

guard!(
    /// Adds a visit.
    Counted(()): |request| {
        *request.session::<Account>()?.visits_mut() += 1;
        pause().await;
        Self(())
    }
);

guard!(
    /// Adds a visit and keeps the session.
    Changed(#[expect(dead_code, reason = "it is only held")] Session<Account>): |request| {
        let mut session = request.session::<Account>()?;
        *session.visits_mut() += 1;
        Self(session)
    }
);

guard!(
    /// Sets the user, and waits for another request that also does.
    Met(()): |request| {
        let user = request.routed_segment(1).expect("the route has one");
        request.session::<Account>()?.set_user(user);
        request.rocket().state::<Site>().expect("the site manages it").meet().await;
        Self(())
    }
);
