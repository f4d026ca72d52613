//! Change of the password, which ends all other sessions.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use iron_session::{Session, SignedIn};
use maud::{Markup, html};
use serde::Deserialize;

use super::confirm::is_mine;
use super::me;
use crate::App;
use crate::page::{hints, page, password_field, refusal};
use crate::passwords::Password;
use crate::problem::Problem;
use crate::session::SessionData;

#[derive(Deserialize)]
pub(super) struct Change {
    current: Password,
    new: Password,
}

pub(super) async fn form(mut session: SignedIn<SessionData>) -> Markup {
    show(&mut session, None)
}

/// Stores the new password first. In the other order, somebody who knows the old one could sign in between.
pub(super) async fn change(
    mut session: SignedIn<SessionData>,
    State(app): State<App>,
    Form(form): Form<Change>,
) -> Result<Response, Problem> {
    let user = me(&app, &session).await?;
    if !is_mine(&app, &session, form.current).await? {
        return Ok(refuse(&mut session, "The current password is wrong."));
    }
    if let Some(why) = form.new.weakness() {
        return Ok(refuse(&mut session, why));
    }
    let hash = app.passwords.hash(form.new).await?;
    app.database.set_password_hash(user.id, hash).await?;
    app.revocations.end_others(&mut session).await?;
    session.set_notice("Your password is changed. All other sessions are ended.");
    Ok(Redirect::to("/").into_response())
}

fn refuse(session: &mut Session<SessionData>, why: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, show(session, Some(why))).into_response()
}

fn show(session: &mut Session<SessionData>, why: Option<&str>) -> Markup {
    let main = html! {
        section.card {
            h1 { "Change your password" }
            p.lead { "All your other sessions end: whoever knew the old password is signed out." }
            form.fields method="post" {
                (refusal(why))
                (password_field("current", "Current password", "current-password"))
                (password_field("new", "New password", "new-password"))
                button.button { "Change it" }
            }
        }
        (hints(&[
            "Sign in with another browser before. Its next page is the one to sign in on.",
            "This browser stays signed in. Its session has a new id, and a copy of its old cookie is refused.",
        ]))
    };
    page(session, "Change your password", &main)
}
