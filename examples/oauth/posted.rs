//! A login whose provider answers by a form, with `response_mode=form_post`.
//!
//! The form is a POST from another site. Browsers send only `SameSite=None` cookies with it. So the attempt
//! is in a cookie of that kind, which lives for ten minutes. It holds the attempt, then who agreed, and no
//! more. The session of the visitor stays Lax. It is not there during the POST, and a handler that wrote it
//! then would replace it. So the POST leads to a page of this site, and the session begins there.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use iron_session::{IronSession, Session};

use crate::provider::ResponseMode;
use crate::{Attempt, Callback, Refusal, SessionData, Site, Start, refusal};

pub(crate) const FINISH: &str = "/login/finish";

#[derive(IronSession)]
#[iron(cookie = "__Host-oauth-posted", max_age = "10m", same_site = "none")]
pub(crate) struct PostedFlow {
    attempt: Option<Attempt>,
    /// Who agreed, and the page to return to: between the POST and the page after it.
    finished: Option<(String, String)>,
}

pub(crate) async fn start(
    mut flow: Session<PostedFlow>,
    State(site): State<Site>,
    Form(form): Form<Start>,
) -> Result<Redirect, StatusCode> {
    let (attempt, to) = Attempt::begin(&form, &site, ResponseMode::FormPost)?;
    flow.restart(); // forget any earlier attempt
    flow.set_attempt(attempt);
    Ok(to)
}

/// Takes the form of the provider. It may come from any site, so the state decides.
pub(crate) async fn callback(
    mut flow: Session<PostedFlow>,
    State(site): State<Site>,
    Form(answer): Form<Callback>,
) -> Result<Redirect, Refusal> {
    let attempt = flow.take_attempt().ok_or_else(refusal)?;
    let Some(username) = attempt.redeem(&site.provider, &answer) else {
        flow.destroy();
        return Err(refusal());
    };
    flow.renew();
    flow.set_finished((username, attempt.return_to));
    Ok(Redirect::to(FINISH))
}

/// Begins the session. The browser comes here by a GET, and sends the Lax cookie with that.
pub(crate) async fn finish(
    mut flow: Session<PostedFlow>,
    mut session: Session<SessionData>,
) -> Result<Redirect, Refusal> {
    let finished = flow.take_finished();
    flow.destroy();
    let (username, return_to) = finished.ok_or_else(refusal)?;
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_username(username);
    Ok(Redirect::to(&return_to))
}
