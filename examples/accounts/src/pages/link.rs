//! Signing in by a link in a mail.
//!
//! Following the link only shows a button. The button's POST signs in, because mail scanners follow every
//! link and press no buttons.

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use iron_session::Session;
use maud::html;
use serde::Deserialize;

use super::register::{normal_email, wrong_email};
use crate::App;
use crate::label::Label;
use crate::mail::{MagicLink, Mail};
use crate::page::{hints, page, refusal};
use crate::problem::Problem;
use crate::session::{self, SessionData, Stay};

#[derive(Deserialize)]
pub(super) struct Ask {
    email: String,
}

/// The link's query, and the form on the page that it leads to.
#[derive(Deserialize)]
pub(super) struct Followed {
    token: String,
}

/// Makes a link and shows the mail.
pub(super) async fn ask(
    mut session: Session<SessionData>,
    State(app): State<App>,
    Form(form): Form<Ask>,
) -> Result<Response, Problem> {
    let email = normal_email(&form.email);
    if let Some(why) = wrong_email(&email) {
        let main = html! { section.card { h1 { "No link" } (refusal(Some(why))) } };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&mut session, "No link", &main)).into_response());
    }
    let user = app.database.user_by_email(email.clone()).await?;
    let sealed = user.map(|user| app.links.seal(&MagicLink { user_id: user.id })).transpose();
    let link = sealed.map_err(Problem::internal)?.map(|sealed| sealed.text);
    let main = html! {
        section.card {
            h1 { "Look into your mail" }
            p.lead { "If somebody has an account with this address, the mail has a link that signs in." }
        }
        (Mail { to: &email, link: link.as_deref() }.show())
        (hints(&[
            "Copy the address of the button, and open it in another browser: it works there too, once.",
            "Press it, sign out, and follow it again: the server remembers that it was used.",
        ]))
    };
    Ok(page(&mut session, "Look into your mail", &main).into_response())
}

/// Shows who would be signed in. It changes nothing.
pub(super) async fn confirm(
    mut session: Session<SessionData>,
    State(app): State<App>,
    Query(followed): Query<Followed>,
) -> Result<Response, Problem> {
    let opened = app.links.open(&followed.token).map_err(|_| Problem::DeadLink)?;
    let user = app.database.user(opened.token.user_id).await?.ok_or(Problem::DeadLink)?;
    let main = html! {
        section.card {
            h1 { "Sign in?" }
            p.lead { "You will be signed in as " bdi #who { (user.name) } ", " bdi { (user.email) } "." }
            form.row method="post" action="/link" {
                button.button name="token" value=(followed.token) { "Sign in" }
                a.button.quiet href="/" { "No" }
            }
        }
        (hints(&["Programs that check mails follow this link as well. So only the button uses it up."]))
    };
    Ok(page(&mut session, "Sign in?", &main).into_response())
}

/// Signs in, and uses up the link.
pub(super) async fn sign_in(
    mut session: Session<SessionData>,
    State(app): State<App>,
    label: Label,
    Form(followed): Form<Followed>,
) -> Result<Redirect, Problem> {
    let opened = app.links.open_once(&followed.token, &app.revocations).await?;
    let user = app.database.user(opened.token.user_id).await?.ok_or(Problem::DeadLink)?;
    session::sign_in(&mut session, &user, Stay::UntilClosed, &label);
    session.set_notice("You are signed in by the link. It does not work again.");
    Ok(Redirect::to("/"))
}
