//! The pages of administrators: all users, and who else is an administrator.

use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use iron_session::SignedIn;
use maud::{Markup, html};
use serde::Deserialize;
use shared::moment::ago;

use crate::App;
use crate::database::User;
use crate::page::{hints, page};
use crate::problem::Problem;
use crate::session::{Admin, Confirmed, Role, SessionData};

/// A page shows so many users.
const SHOWN: u32 = 100;

#[derive(Deserialize)]
pub(super) struct ChangeRole {
    role: Role,
}

pub(super) async fn users(
    mut session: SignedIn<SessionData, Admin>,
    State(app): State<App>,
) -> Result<Markup, Problem> {
    let users = app.database.newest_users(SHOWN).await?;
    let main = html! {
        section.card {
            h1 { "Users" }
            p.lead { "The " (SHOWN) " who came last." }
            ul.list { @for user in &users { (row(user)) } }
        }
        (hints(&[
            "Members who open /admin get a 403. Strangers are asked to sign in.",
            "A change of role asks for your password, unless you have confirmed it a short time ago.",
        ]))
    };
    Ok(page(&mut session, "Users", &main))
}

fn row(user: &User) -> Markup {
    html! {
        li {
            div {
                b { bdi { (user.name) } }
                @if user.role == Role::Administrator { " " span.badge { (user.role.name()) } }
                small { bdi { (user.email) } ", came " (ago(user.created)) }
            }
            a.button.quiet.small href={ "/admin/users/" (user.id) } { "Change role" }
        }
    }
}

/// Asks before the role changes.
pub(super) async fn user(
    mut session: SignedIn<SessionData, (Admin, Confirmed)>,
    State(app): State<App>,
    Path(id): Path<i64>,
) -> Result<Markup, Problem> {
    let user = app.database.user(id).await?.ok_or(Problem::NoSuchUser)?;
    let (question, role) = match user.role {
        Role::Member => ("Make an administrator?", Role::Administrator),
        Role::Administrator => ("Make a member?", Role::Member),
    };
    let main = html! {
        section.card {
            h1 { (question) }
            p.lead {
                "The role of " bdi { (user.name) } " is " b { (user.role.name()) } ". A change ends all sessions "
                "of this user, because the role is sealed in them."
            }
            form.row method="post" {
                button.button.danger name="role" value=(role.name()) { "Make " (role.name()) }
                a.button.quiet href="/admin" { "Leave it" }
            }
        }
        (hints(&["Try to make the last administrator a member: nothing changes."]))
    };
    Ok(page(&mut session, question, &main))
}

pub(super) async fn change_role(
    mut session: SignedIn<SessionData, (Admin, Confirmed)>,
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(form): Form<ChangeRole>,
) -> Result<Redirect, Problem> {
    let user = app.database.user(id).await?.ok_or(Problem::NoSuchUser)?;
    if !app.database.set_role(id, form.role).await? {
        session.set_notice("Nothing is changed: somebody has to be administrator.");
        return Ok(Redirect::to("/admin"));
    }
    app.revocations.end_all(&id).await?;
    session.set_notice(format!("The role of {} is {} now.", user.name, form.role.name()));
    Ok(Redirect::to("/admin"))
}
