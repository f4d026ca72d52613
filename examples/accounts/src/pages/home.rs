//! The first page: what this application is, or the visitor's account.

use std::time::SystemTime;

use axum::extract::State;
use iron_session::{Login, Rule, Session};
use maud::{Markup, html};
use shared::moment::{ago, ahead, utc};

use super::me;
use crate::App;
use crate::database::User;
use crate::page::{hints, page};
use crate::problem::Problem;
use crate::session::{Confirmed, SessionData};

pub(super) async fn home(
    mut session: Session<SessionData>,
    State(app): State<App>,
) -> Result<Markup, Problem> {
    let main = if session.is_signed_in() {
        let user = me(&app, &session).await?;
        account(&session, &user)
    } else {
        welcome()
    };
    Ok(page(&mut session, "Home", &main))
}

fn welcome() -> Markup {
    html! {
        section.card {
            h1 { "Accounts, without a table of sessions" }
            p.lead {
                "Users are in SQLite, and sessions in sealed cookies. The server remembers which sessions "
                "were ended, and a list of devices because there is a page for it."
            }
            div.row {
                a.button href="/register" { "Register" }
                a.button.quiet href="/sign-in" { "Sign in" }
            }
        }
        (hints(&[
            "Whoever registers first is the administrator. Register somebody else in a private window.",
            "Open /devices or /password now: you are asked to sign in, and then you are there.",
            "Take a name such as <b>Ada</b>. It is shown as you have typed it.",
        ]))
    }
}

fn account(session: &Session<SessionData>, user: &User) -> Markup {
    html! {
        section.card {
            h1 { "Hello, " bdi #who { (user.name) } }
            p.lead { bdi { (user.email) } ", " span #role { (session.role().name()) } }
            (facts(session, user))
            div.row {
                a.button href="/devices" { "My devices" }
                a.button.quiet href="/delete" { "Delete my account" }
            }
        }
        (hints(&[
            "Sign in with another browser, and end its session from the page of devices.",
            "Deleting the account asks for your password once more, and then not again for ten minutes.",
            "Close the browser and open it again: a session that is remembered is still here.",
        ]))
    }
}

fn facts(session: &Session<SessionData>, user: &User) -> Markup {
    let meta = session.meta();
    let when =
        |moment: Option<SystemTime>, text: fn(SystemTime) -> String| moment.map(text).unwrap_or_default();
    html! {
        dl.facts {
            div { dt { "Registered" } dd { (utc(user.created)) } }
            div { dt { "This session began" } dd { (when(meta.created(), ago)) } }
            div { dt { "It ends" } dd #ends { (when(meta.expires(), ahead)) } }
            div {
                dt { "When the browser closes" }
                dd #closing { @if session.remembered() { "kept" } @else { "forgotten" } }
            }
            div {
                dt { "Password confirmed" }
                dd #confirmed { @if Confirmed::allows(session) { "recently" } @else { "no" } }
            }
        }
    }
}
