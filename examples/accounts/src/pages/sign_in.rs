//! Signing in by a password, and signing out.

use axum::extract::{Form, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use iron_session::{Login, Session, return_path};
use maud::{Markup, html};
use serde::Deserialize;

use super::register::normal_email;
use crate::App;
use crate::database::User;
use crate::label::Label;
use crate::page::{hints, page, password_field, refusal};
use crate::passwords::Password;
use crate::problem::Problem;
use crate::session::{self, SessionData, Stay};

/// If the box is not ticked, the browser does not send `remember` at all.
#[derive(Deserialize)]
pub(super) struct Credentials {
    email: String,
    password: Password,
    remember: Option<String>,
}

pub(super) async fn form(mut session: Session<SessionData>, RawQuery(query): RawQuery) -> Response {
    if session.is_signed_in() {
        return back(query.as_deref()).into_response();
    }
    show(&mut session, "", None).into_response()
}

/// The form has no `action`, so the query with `next` comes with it.
pub(super) async fn sign_in(
    mut session: Session<SessionData>,
    RawQuery(query): RawQuery,
    State(app): State<App>,
    label: Label,
    Form(form): Form<Credentials>,
) -> Result<Response, Problem> {
    let email = normal_email(&form.email);
    let Some(user) = user_of(&app, email.clone(), form.password).await? else {
        let page = show(&mut session, &email, Some("The address or the password is wrong."));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let stay = if form.remember.is_some() { Stay::Remembered } else { Stay::UntilClosed };
    session::sign_in(&mut session, &user, stay, &label);
    session.set_notice("You are signed in.");
    Ok(back(query.as_deref()).into_response())
}

pub(super) async fn sign_out(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

/// Where the visitor was before, and never another site.
pub(super) fn back(query: Option<&str>) -> Redirect {
    Redirect::to(return_path(query).as_deref().unwrap_or("/"))
}

/// The user with this address and password. An address that nobody has takes the same time.
async fn user_of(app: &App, email: String, password: Password) -> Result<Option<User>, Problem> {
    let (user, hash) = app.database.credentials(email).await?.unzip();
    let fits = app.passwords.verify(password, hash).await?;
    Ok(user.filter(|_| fits))
}

fn show(session: &mut Session<SessionData>, email: &str, why: Option<&str>) -> Markup {
    let main = html! {
        section.card {
            h1 { "Sign in" }
            form.fields method="post" {
                (refusal(why))
                label for="email" { "E-mail address" }
                input #email name="email" type="email" value=(email) required autocomplete="username";
                (password_field("password", "Password", "current-password"))
                label.check { input #remember type="checkbox" name="remember"; "Remember me for 30 days" }
                button.button { "Sign in" }
            }
        }
        section.card {
            h3 { "Or by a link in a mail" }
            form.sign-in method="post" action="/link/ask" {
                label for="mail-to" { "E-mail address" }
                input #mail-to name="email" type="email" value=(email) required autocomplete="email";
                button.button.quiet { "Send the link" }
            }
        }
        (hints(&[
            "A wrong password and an address that nobody has are answered alike, and as fast.",
            "If you came from another page, signing in leads back there. An address of another site does not.",
            "Without the tick, the cookie has no Max-Age: the browser forgets it when it closes.",
        ]))
    };
    page(session, "Sign in", &main)
}
