//! The list of the visitor's sessions, and how they are ended.

use axum::extract::{Form, State};
use axum::response::Redirect;
use iron_session::{Device, SignedIn};
use maud::{Markup, html};
use serde::Deserialize;
use shared::moment::ago;

use super::id_of;
use crate::App;
use crate::page::{hints, page};
use crate::problem::Problem;
use crate::session::SessionData;

#[derive(Deserialize)]
pub(super) struct End {
    device: String,
}

pub(super) async fn list(
    mut session: SignedIn<SessionData>,
    State(app): State<App>,
) -> Result<Markup, Problem> {
    let devices = app.revocations.list(&id_of(&session)?).await?;
    let this = session.meta().id();
    let main = html! {
        section.card {
            h1 { "Your devices" }
            p.lead { "Each is a session of yours. The server keeps the list only because this page shows it." }
            ul.list { @for device in &devices { (row(device, this == Some(device.id))) } }
            div.row {
                @if devices.len() > 1 {
                    form method="post" action="/devices/end-others" {
                        button.button.quiet { "End all others" }
                    }
                }
                form method="post" action="/devices/end-all" {
                    button.button.danger { "Sign out everywhere" }
                }
            }
        }
        (hints(&[
            "Sign in with another browser, end its session here, and reload a page there.",
            "With REDIS, a session that is ended here is refused by all instances, at the next request.",
            "What is ended is remembered for 30 days, as long as a session may last. Then it is forgotten.",
        ]))
    };
    Ok(page(&mut session, "Your devices", &main))
}

fn row(device: &Device, is_this: bool) -> Markup {
    html! {
        li {
            div {
                b { (device.label) }
                @if is_this { " " span.badge { "this one" } }
                small { "signed in " (ago(device.began)) }
            }
            @if !is_this {
                form method="post" action="/devices/end" {
                    button.button.quiet.small name="device" value=(device.id_text()) { "End this one" }
                }
            }
        }
    }
}

/// Ends one session: only one of the visitor's own, whatever id was sent.
pub(super) async fn end(
    mut session: SignedIn<SessionData>,
    State(app): State<App>,
    Form(form): Form<End>,
) -> Result<Redirect, Problem> {
    let devices = app.revocations.list(&id_of(&session)?).await?;
    if let Some(device) = devices.iter().find(|device| device.id_text() == form.device) {
        app.revocations.end(device.id).await?;
        session.set_notice(format!("The session of {} is ended.", device.label));
    }
    Ok(Redirect::to("/devices"))
}

pub(super) async fn end_others(
    mut session: SignedIn<SessionData>,
    State(app): State<App>,
) -> Result<Redirect, Problem> {
    app.revocations.end_others(&mut session).await?;
    session.set_notice("All your other sessions are ended.");
    Ok(Redirect::to("/devices"))
}

pub(super) async fn end_all(
    session: SignedIn<SessionData>,
    State(app): State<App>,
) -> Result<Redirect, Problem> {
    app.revocations.end_all(&id_of(&session)?).await?;
    session.destroy();
    Ok(Redirect::to("/"))
}
