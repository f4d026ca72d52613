//! Sign in, read, sign out. The session is an argument like Loco's own.

use axum::response::Redirect;
use iron_session::Session;
use loco_rs::prelude::*;
use serde::Deserialize;
use shared::escape;

use crate::app::SessionData;

pub(crate) fn routes() -> Routes {
    Routes::new().add("/", get(home)).add("/sign-in", post(sign_in)).add("/sign-out", post(sign_out))
}

#[derive(Deserialize)]
struct Fields {
    name: String,
}

async fn home(session: Session<SessionData>) -> impl IntoResponse {
    let main = match session.name() {
        Some(name) => format!(
            "<h1>Hello, <bdi id=name>{}</bdi></h1>
            <form class=roomy method=post action=/sign-out><button class='button quiet'>Sign out</button></form>",
            escape(name)
        ),
        None => "<h1>Nobody is signed in</h1>
            <form class=sign-in method=post action=/sign-in><label for=name>Name</label>
            <input id=name name=name required maxlength=60 autocomplete=off>
            <button class=button>Sign in</button></form>"
            .to_owned(),
    };
    shared::page("Loco", &format!("<section class=card>{main}</section>"))
}

/// Signs in. A real application checks a password or a passkey first.
async fn sign_in(mut session: Session<SessionData>, Form(fields): Form<Fields>) -> Result<Redirect> {
    let name = fields.name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::BadRequest("a name has 1 to 60 characters".to_owned()));
    }
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_name(name);
    Ok(Redirect::to("/"))
}

async fn sign_out(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}
