//! "Confirm your password", before what is dangerous. The rule `Confirmed` sends visitors here.

use axum::extract::{Form, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use iron_session::{Session, SignedIn};
use maud::{Markup, html};
use serde::Deserialize;

use super::id_of;
use super::sign_in::back;
use crate::App;
use crate::page::{hints, page, password_field, refusal};
use crate::passwords::Password;
use crate::problem::Problem;
use crate::session::SessionData;

#[derive(Deserialize)]
pub(super) struct Confirmation {
    password: Password,
}

pub(super) async fn form(mut session: SignedIn<SessionData>) -> Markup {
    show(&mut session, None)
}

/// Confirms for ten minutes. It does not call `renew`, so the session ends when it would have ended.
pub(super) async fn confirm(
    mut session: SignedIn<SessionData>,
    RawQuery(query): RawQuery,
    State(app): State<App>,
    Form(form): Form<Confirmation>,
) -> Result<Response, Problem> {
    if !is_mine(&app, &session, form.password).await? {
        let page = show(&mut session, Some("This is not your password."));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    session.set_confirmed(true);
    Ok(back(query.as_deref()).into_response())
}

/// Whether this is the password of the visitor.
pub(super) async fn is_mine(
    app: &App,
    session: &Session<SessionData>,
    password: Password,
) -> Result<bool, Problem> {
    let hash = app.database.password_hash(id_of(session)?).await?;
    app.passwords.verify(password, hash).await
}

fn show(session: &mut Session<SessionData>, why: Option<&str>) -> Markup {
    let main = html! {
        section.card {
            h1 { "Confirm your password" }
            p.lead { "What you want to do cannot be undone. So please show once more that it is you." }
            form.fields method="post" {
                (refusal(why))
                (password_field("password", "Password", "current-password"))
                button.button { "Confirm" }
            }
        }
        (hints(&[
            "A sign-in by a link is asked as well: who can read your mail may not know your password.",
            "The confirmation is a field of the session with a lifetime of ten minutes.",
        ]))
    };
    page(session, "Confirm your password", &main)
}
