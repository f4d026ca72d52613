//! The pages, one group of them in each file.

use axum::Router;
use axum::routing::{get, post};
use iron_session::Session;

use crate::App;
use crate::database::User;
use crate::page::style;
use crate::problem::Problem;
use crate::session::SessionData;

mod admin;
mod confirm;
mod delete;
mod devices;
mod home;
mod link;
mod password;
mod register;
mod sign_in;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/style.css", get(style))
        .route("/register", get(register::form).post(register::register))
        .route("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/link/ask", post(link::ask))
        .route("/link", get(link::confirm).post(link::sign_in))
        .route("/devices", get(devices::list))
        .route("/devices/end", post(devices::end))
        .route("/devices/end-others", post(devices::end_others))
        .route("/devices/end-all", post(devices::end_all))
        .route("/password", get(password::form).post(password::change))
        .route("/confirm", get(confirm::form).post(confirm::confirm))
        .route("/delete", get(delete::form).post(delete::delete))
        .route("/admin", get(admin::users))
        .route("/admin/users/{id}", get(admin::user).post(admin::change_role))
}

/// The visitor, as the database knows them now.
async fn me(app: &App, session: &Session<SessionData>) -> Result<User, Problem> {
    app.database.user(id_of(session)?).await?.ok_or(Problem::NoAccount)
}

/// The id of the visitor, who is signed in.
fn id_of(session: &Session<SessionData>) -> Result<i64, Problem> {
    session.user_id().ok_or(Problem::NoAccount)
}
