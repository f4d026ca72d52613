//! Deleting one's own account.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use iron_session::SignedIn;
use maud::{Markup, html};

use super::me;
use crate::App;
use crate::page::{hints, page};
use crate::problem::Problem;
use crate::session::{Confirmed, SessionData};

pub(super) async fn form(mut session: SignedIn<SessionData, Confirmed>) -> Markup {
    let main = html! {
        section.card {
            h1 { "Delete your account?" }
            p.lead { "It is gone at once, and so are all its sessions." }
            form.row method="post" {
                button.button.danger { "Delete it" }
                a.button.quiet href="/" { "Keep it" }
            }
        }
        (hints(&[
            "The last administrator cannot go while others are here.",
            "Wait for ten minutes and press the button: you are asked for your password again.",
        ]))
    };
    page(&mut session, "Delete your account", &main)
}

pub(super) async fn delete(
    mut session: SignedIn<SessionData, Confirmed>,
    State(app): State<App>,
) -> Result<Response, Problem> {
    let user = me(&app, &session).await?;
    if !app.database.delete(user.id).await? {
        session.set_notice("You are the last administrator. Make somebody else one before you go.");
        return Ok(Redirect::to("/").into_response());
    }
    session.destroy();
    app.revocations.end_all(&user.id).await?;
    Ok(Redirect::to("/").into_response())
}
