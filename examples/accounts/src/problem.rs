//! [`Problem`]: why a request could not be answered, as a page.

use std::fmt::Display;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use iron_session::{OnceError, RevocationError, SessionError};
use maud::{Markup, html};

use crate::page;

/// Why a handler could not do what was asked.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The session's user is not in the database any more.
    NoAccount,
    /// A link that is no link, or ended, or was used before.
    DeadLink,
    /// What remembers ended sessions and used links does not answer; the cause is for the log.
    NoAnswer(String),
    /// Nobody has this id.
    NoSuchUser,
    /// For the log; the visitor only learns that it did not work.
    Internal(String),
}

/// A title and what to say below it.
type Words = (&'static str, &'static str);

const LATER: Words = (
    "Please try again in a while",
    "The server does not reach what remembers ended sessions and used links. If you have just changed your \
     password or ended sessions, the others may still be in use: look at your devices later.",
);

impl Problem {
    pub(crate) fn internal(cause: impl Display) -> Self {
        Self::Internal(cause.to_string())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoAccount | Self::NoSuchUser => StatusCode::NOT_FOUND,
            Self::DeadLink => StatusCode::BAD_REQUEST,
            Self::NoAnswer(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> Words {
        match self {
            Self::NoAccount => (
                "This account is gone",
                "You are signed in to an account that does not exist any more. Sign out, and register again.",
            ),
            Self::DeadLink => (
                "This link does not work",
                "It is older than 15 minutes, or not complete, or it was used before. Ask for another one.",
            ),
            Self::NoAnswer(_) => LATER,
            Self::NoSuchUser => ("Nobody is here", "There is no user with this number."),
            Self::Internal(_) => ("That did not work", "It is our fault. Please try again."),
        }
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(error)
    }
}

impl From<RevocationError> for Problem {
    fn from(error: RevocationError) -> Self {
        Self::NoAnswer(error.to_string())
    }
}

impl From<OnceError> for Problem {
    fn from(error: OnceError) -> Self {
        match error {
            OnceError::Store(error) => Self::NoAnswer(error.to_string()),
            _ => Self::DeadLink,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Self::NoAnswer(cause) | Self::Internal(cause) = &self {
            eprintln!("error: {cause}");
        }
        let sign_out = matches!(self, Self::NoAccount);
        (self.status(), card(self.words(), sign_out)).into_response()
    }
}

/// Gives a page to the answers that have none: those of the session's layer and of the router.
pub(crate) async fn with_page(response: Response) -> Response {
    let error = response.extensions().get::<Arc<SessionError>>();
    let words = match error {
        Some(error) => words_for_error(error),
        None if response.headers().contains_key(CONTENT_TYPE) => None,
        None => words_for_status(response.status()),
    };
    let Some(words) = words else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let (page, body) = card(words, false).into_response().into_parts();
    parts.headers.extend(page.headers);
    Response::from_parts(parts, body)
}

/// None for a mistake in the program. Its text, in a build for developers, says what it is.
fn words_for_error(error: &SessionError) -> Option<Words> {
    match error {
        SessionError::Unavailable { .. } => Some(LATER),
        SessionError::CrossSite { .. } => Some((
            "This came from another site",
            "A page of another site has sent this form. If you want what it says, do it on our own pages.",
        )),
        _ => None,
    }
}

fn words_for_status(status: StatusCode) -> Option<Words> {
    match status {
        StatusCode::UNAUTHORIZED => Some(("Please sign in", "This page is for those who are signed in.")),
        StatusCode::FORBIDDEN => Some((
            "This is not for you",
            "You are signed in, but you may not do this. Some pages are for administrators only.",
        )),
        StatusCode::NOT_FOUND => Some(("There is no such page", "Perhaps the address is not complete.")),
        StatusCode::METHOD_NOT_ALLOWED => {
            Some(("Not this way", "Go to the page with the form, and send it."))
        }
        _ => None,
    }
}

fn card((title, text): Words, sign_out: bool) -> Markup {
    page::bare(
        title,
        &html! {
            section.card {
                h1 { (title) }
                p.lead { (text) }
                @if sign_out {
                    form method="post" action="/sign-out" { button.button { "Sign out" } }
                } @else {
                    a.button href="/" { "To the first page" }
                }
            }
        },
    )
}
