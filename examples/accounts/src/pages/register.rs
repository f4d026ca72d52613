//! Registration.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use iron_session::Session;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::database::NewUser;
use crate::label::Label;
use crate::page::{hints, page, password_field, refusal};
use crate::passwords::Password;
use crate::problem::Problem;
use crate::session::{SessionData, Stay, sign_in};

/// In characters. The name is in the session, and a cookie has at most 4096 bytes.
const LONGEST_NAME: usize = 60;
const LONGEST_EMAIL: usize = 100;

#[derive(Deserialize)]
pub(super) struct Registration {
    name: String,
    email: String,
    password: Password,
}

pub(super) async fn form(mut session: Session<SessionData>) -> Markup {
    show(&mut session, "", "", None)
}

pub(super) async fn register(
    mut session: Session<SessionData>,
    State(app): State<App>,
    label: Label,
    Form(form): Form<Registration>,
) -> Result<Response, Problem> {
    let (name, email) = (form.name.trim().to_owned(), normal_email(&form.email));
    let wrong = wrong_name(&name).or_else(|| wrong_email(&email)).or_else(|| form.password.weakness());
    if wrong.is_some() {
        return Ok(refuse(&mut session, &name, &email, wrong));
    }
    let password_hash = app.passwords.hash(form.password).await?;
    let new = NewUser { name: name.clone(), email: email.clone(), password_hash };
    let Some(user) = app.database.add(new).await? else {
        return Ok(refuse(&mut session, &name, &email, Some("There is an account with this address.")));
    };
    sign_in(&mut session, &user, Stay::UntilClosed, &label);
    session.set_notice("Welcome! This is your account.");
    Ok(Redirect::to("/").into_response())
}

/// How an address is stored and searched for.
pub(super) fn normal_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// What is wrong with an address, if something is. Only a mail tells whether it is somebody's.
pub(super) fn wrong_email(email: &str) -> Option<&'static str> {
    let fits = email.contains('@')
        && !email.contains(|c: char| c.is_whitespace() || c.is_control())
        && email.chars().count() <= LONGEST_EMAIL;
    (!fits).then_some("An address has an @, no spaces and at most 100 characters.")
}

fn wrong_name(name: &str) -> Option<&'static str> {
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains(char::is_control);
    (!fits).then_some("A name has 1 to 60 characters.")
}

fn refuse(session: &mut Session<SessionData>, name: &str, email: &str, why: Option<&str>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, show(session, name, email, why)).into_response()
}

fn show(session: &mut Session<SessionData>, name: &str, email: &str, why: Option<&str>) -> Markup {
    let main = html! {
        section.card {
            h1 { "Register" }
            p.lead { "The password is stored as a hash by Argon2id. Nobody can read it back." }
            form.fields method="post" {
                (refusal(why))
                label for="name" { "Name" }
                input #name name="name" value=(name) required maxlength=(LONGEST_NAME) autocomplete="name";
                label for="email" { "E-mail address" }
                input #email name="email" type="email" value=(email) required maxlength=(LONGEST_EMAIL)
                    autocomplete="username";
                (password_field("password", "Password", "new-password"))
                button.button { "Register" }
            }
        }
        (hints(&[
            "Any address with an @ will do: nothing is sent.",
            "A password of fewer than 10 characters is refused, and the rest of the form is still there.",
        ]))
    };
    page(session, "Register", &main)
}
